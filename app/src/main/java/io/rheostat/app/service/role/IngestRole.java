package io.rheostat.app.service.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.service.runtime.Parts;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.alert.AlertReader;
import io.rheostat.ingest.http.AlertEndpoint;
import io.rheostat.ingest.http.IngestServer;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.log.KafkaRejects;
import io.rheostat.ingest.log.KafkaWorkloadLog;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.otlp.OtlpEndpoint;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.ingest.scrape.Scraper;
import io.rheostat.ingest.time.IngestTime;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Intake role for metrics and alerts, scraped and pushed.
public final class IngestRole implements RunningRole, AutoCloseable {
  /// Linger of pushed data: it has waited up to seconds at its sender, and larger batches cost the
  /// broker less.
  private static final Duration PUSH_LINGER = Duration.ofMillis(5);

  private final Parts parts = new Parts();
  private final KafkaWorkloadLog scrapedLog;
  private final KafkaWorkloadLog pushedLog;
  private final Scraper scraper;
  private final PushReceiver push;
  private final IngestServer server;

  private IngestRole(
      ServiceSettings settings, MeterRegistry registry, Supplier<Configuration> declared)
      throws IOException {
    try {
      Configuration configuration = declared.get();
      IngestMetrics metrics = new IngestMetrics(registry);
      InstantSource clock = settings.clock().source();
      scrapedLog = parts.keep(log(settings, Duration.ZERO));
      pushedLog = parts.keep(log(settings, PUSH_LINGER));
      KafkaRejects rejects =
          parts.keep(
              new KafkaRejects(
                  KafkaRejects.producer(settings.bootstrap(), settings.clientSettings()),
                  clock,
                  metrics));
      IngestTime time = new IngestTime(clock, settings.clock().pacer(), InstantSource.system());
      IngestPorts ports = new IngestPorts(scrapedLog, rejects, metrics, time);
      scraper = parts.keep(new Scraper(configuration, ports));
      IngestPorts pushPorts = new IngestPorts(pushedLog, rejects, metrics, time);
      push = new PushReceiver(scraper.matcher(), configuration.ingest(), pushPorts);
      server =
          parts.keep(
              new IngestServer(
                  settings.ingestAddress(),
                  configuration.ingest(),
                  Map.of(
                      AlertEndpoint.PATH,
                      new AlertEndpoint(() -> new AlertReader(declared.get().fleet()), ports),
                      RemoteWriteEndpoint.PATH,
                      new RemoteWriteEndpoint(push),
                      OtlpEndpoint.PATH,
                      new OtlpEndpoint(push)),
                  metrics.http()));
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// Starts ingest.
  ///
  /// @throws IOException when the address is taken or a file of TLS can't be used
  public static IngestRole start(RoleContext context) throws IOException {
    IngestRole role =
        context
            .parts()
            .keep(
                "ingest, which writes what has come in",
                open(context.settings(), context.registry(), context.declared()::current));
    context.metrics().ingest(role::available);
    context.vitals().watch(role::problem);
    context.vitals().watch(role::backlog);
    return role;
  }

  /// Starts servers and scraping.
  ///
  /// @param declared present configuration
  /// @throws IOException when the address is taken or a file of TLS can't be used
  private static IngestRole open(
      ServiceSettings settings, MeterRegistry registry, Supplier<Configuration> declared)
      throws IOException {
    IngestRole part = new IngestRole(settings, registry, declared);
    try {
      if (settings.pace() instanceof LoopPace.Free) {
        part.scraper.start();
      }
      part.server.start();
    } catch (RuntimeException e) {
      part.close();
      throw e;
    }
    return part;
  }

  private static KafkaWorkloadLog log(ServiceSettings settings, Duration linger) {
    return KafkaWorkloadLog.open(
        settings.bootstrap(), settings.logPartitions(), linger, settings.clientSettings());
  }

  @Override
  public void declare(Configuration changed) {
    scraper.declare(changed);
    push.declare(scraper.matcher(), changed.ingest());
    server.declare(changed.ingest());
  }

  /// Reads each page once; at the pace of steps.
  public void scrape() throws InterruptedException {
    scraper.step();
    scraper.tell();
  }

  /// Stops scraping; pushed data still comes in.
  public void stopScraping() {
    scraper.close();
  }

  /// Returns whether Kafka keeps the incoming data.
  boolean available() {
    return scrapedLog.available() && pushedLog.available();
  }

  /// Returns the problem of its loops; empty while they run.
  Optional<String> problem() {
    return scraper.problem();
  }

  /// Returns a sentence about metrics not taken by Kafka; empty while it takes them.
  Optional<String> backlog() {
    return available()
        ? Optional.empty()
        : Optional.of("Kafka does not take metrics; they wait here within a bound");
  }

  /// Returns the HTTP server for pushed metrics and alerts.
  public IngestServer server() {
    return server;
  }

  @Override
  public void close() {
    parts.close();
  }
}
