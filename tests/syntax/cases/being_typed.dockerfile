FROM 
COPY --
COPY --from= a
RUN --mount=type=
RUN --mount=type=cache,
ENV A=
ENV A
ENV A="b
HEALTHCHECK --interval=
RUN <<
RUN <<EO
CMD ["a",
CMD ["a", 1]
USER ${A:-
ONBUILD
FROM a AS
