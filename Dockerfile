# One image for every service: the same sources, another entry point.
FROM node:24-bookworm-slim AS build
ARG NPM_CONFIG_REGISTRY
ENV CI=true TURBO_TELEMETRY_DISABLED=1
RUN npm install --global --no-audit --no-fund pnpm@10.34.9
WORKDIR /app
COPY . .
RUN pnpm install --frozen-lockfile --prod
# Node does not read the pages' JSX itself; what is transformed here is found again at start, on a file system nobody may write to.
RUN node --no-warnings --input-type=module --eval "await (await import('/app/services/portal/src/load-pages.ts')).loadPages()"

FROM node:24-bookworm-slim
RUN mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=build /app /app
USER node
ENV NODE_ENV=production TZ=UTC MIZAN_HOST=0.0.0.0 MIZAN_DATA=/data
ENTRYPOINT ["node", "--no-warnings"]
