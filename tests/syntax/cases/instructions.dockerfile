# syntax=docker/dockerfile:1
# check=skip=all

# What the image is built on.
ARG VERSION=20
FROM --platform=$BUILDPLATFORM node:${VERSION:-22}-alpine@sha256:0000 AS build
LABEL org.opencontainers.image.title="A title" version='1'
LABEL old form of a label
ENV A=1 B="two words" \
    # in between
    C=${A}x

WORKDIR /srv/$A
COPY --from=build --chown=1:1 package.json "lock file" ./
COPY ["a b", "c"]
ADD https://example.org/a.tar.gz /
RUN --mount=type=cache,target=/root/.npm,sharing=locked --network=none \
    npm ci && \

    npm run build
VOLUME ["/data", "/log"]
VOLUME /a /b
EXPOSE 80/tcp $PORT
USER node:node
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-c"]
HEALTHCHECK --interval=5m --retries=3 CMD curl -f http://localhost/ || exit 1
HEALTHCHECK NONE
ONBUILD COPY --link . .
MAINTAINER someone
ENTRYPOINT ["node", "\u0061.js"]
cmd node a.js
NOTHING of the kind
