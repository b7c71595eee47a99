FROM node:24-bookworm-slim AS build
WORKDIR /drawbridge
COPY package.json package-lock.json ./
RUN npm ci --include=dev
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production LISTEN_ADDRESS=0.0.0.0 PORT=3000
WORKDIR /drawbridge
COPY package.json ./
COPY scripts/start.ts scripts/
COPY scripts/lib/children.ts scripts/lib/
COPY --from=build /drawbridge/.next/standalone .next/standalone
USER 1000
EXPOSE 3000
CMD ["node", "scripts/start.ts"]
