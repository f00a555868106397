# The command line as an image:
#   docker build -t dockwright .
#   docker run --rm -v "$PWD:/work:ro" dockwright

FROM python:3.13-slim AS python

FROM python AS build
WORKDIR /source
RUN python -m venv --without-pip /opt/dockwright
# What it needs changes less often than it does itself; the versions are those that the extension carries.
COPY client-vscode/requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
  pip --python /opt/dockwright install --require-hashes --requirement requirements.txt
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip \
  pip --python /opt/dockwright install --no-deps .

FROM python
LABEL org.opencontainers.image.description="Finds what breaks or spoils a Dockerfile's build, and fixes it" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.source="https://github.com/dockwright/dockwright" \
  org.opencontainers.image.title="Dockwright"
ENV PATH=/opt/dockwright/bin:$PATH
COPY --link --from=build /opt/dockwright /opt/dockwright
# nobody, who only reads; to fix files: --user "$(id -u)".
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["dockwright"]
CMD ["check"]
