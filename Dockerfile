# The image for those who have Docker; `mvn -Pimage package` makes the same without. From the top folder:
#   docker build -t rheostat .
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /source
COPY . .
RUN mvn -B -ntp -q -Dquick -Dlauncher -Dmaven.test.skip=true -pl app -am package \
  && mkdir -p /image/classpath \
  && cp app/target/rheostat-app-*.jar /image/classpath/ \
  && cp -r app/target/lib /image/libs \
  && cp deploy/image/rheostat deploy/image/healthy /image/ \
  && mkdir /image/config \
  && cp -r config/*.yaml config/fleet config/signals config/examples config/scenarios config/schema config/troubles /image/config/

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="Rheostat" \
      org.opencontainers.image.description="Event-driven streaming autoscaler for AI clusters" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /image /app
# A short run of the whole loop leaves its classes loaded and linked: the service is up in two thirds of the time.
# A named volume takes its owner from here.
RUN RHEOSTAT_JAVA_OPTIONS=-XX:AOTCacheOutput=/app/rheostat.aot /app/rheostat demo --duration 2s >/dev/null \
  && rm -rf /data /tmp/* && mkdir -p /data && chown 10001:10001 /data
USER 10001:10001
WORKDIR /app
VOLUME /data
EXPOSE 8470 8471
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/app/healthy"]
ENTRYPOINT ["/app/rheostat"]
CMD ["up", "--config", "/config", "--data", "/data"]
