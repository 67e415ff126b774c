package io.rheostat.ingest.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.account.IngestAccounts;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.reject.RejectionReason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// All metrics of ingest, each declared once; tag values come from enums.
public final class IngestMetrics {
  private final Map<SampleFate, Counter> samples;
  private final Map<RejectionReason, Counter> rejects;
  private final Map<ScrapeOutcome, Timer> scrapes;
  private final Map<TargetState, AtomicInteger> targets;
  private final AtomicInteger buffered;
  private final AtomicInteger knownSeries;
  private final Counter readings;
  private final Counter alerts;
  private final Counter replicasLeft;
  private final Counter appendFailures;
  private final Counter dropped;
  private final Counter lostRejects;
  private final HttpMetrics http;
  private final IngestAccounts accounts = new IngestAccounts();
  private final AccountMeters accountMeters;

  /// Declares the metrics in a registry.
  public IngestMetrics(MeterRegistry registry) {
    http = new HttpMetrics(registry);
    accountMeters = new AccountMeters(registry);
    samples =
        perConstant(
            SampleFate.class,
            fate ->
                counter(
                        "rheostat.ingest.samples",
                        "Samples of pages and pushed requests, by what became of them")
                    .tag("fate", tag(fate))
                    .register(registry));
    rejects =
        perConstant(
            RejectionReason.class,
            reason ->
                counter("rheostat.ingest.rejects", "What could not be taken in, by why")
                    .tag("reason", tag(reason))
                    .register(registry));
    scrapes =
        perConstant(
            ScrapeOutcome.class,
            outcome ->
                Timer.builder("rheostat.ingest.scrape.duration")
                    .description("Real time from request to matched readings, by how it ended")
                    .tag("outcome", tag(outcome))
                    .register(registry));
    targets = perConstant(TargetState.class, state -> targetGauge(registry, state));
    buffered = gauge(registry, "rheostat.ingest.buffered", "Events that wait for the workload-log");
    knownSeries =
        gauge(registry, "rheostat.ingest.series.known", "Pushed series that are remembered");
    readings = counter("rheostat.ingest.readings", "Readings made of pages").register(registry);
    alerts = counter("rheostat.ingest.alerts", "Alerts kept").register(registry);
    replicasLeft =
        counter("rheostat.ingest.replicas.left", "Replicas that left discovery").register(registry);
    appendFailures =
        counter("rheostat.ingest.append.failures", "Appends that failed").register(registry);
    dropped =
        counter("rheostat.ingest.buffer.dropped", "Oldest events dropped from a full buffer")
            .register(registry);
    lostRejects =
        counter("rheostat.ingest.rejects.lost", "Rejections whose evidence was not kept")
            .register(registry);
  }

  /// Returns the metrics of the HTTP server.
  public HttpMetrics http() {
    return http;
  }

  /// Returns the accounts of read and unread metrics for each workload and scrape job.
  public IngestAccounts accounts() {
    return accounts;
  }

  /// Keeps accounts of the declared workloads and jobs.
  public void declare(Configuration configuration, InstantSource clock) {
    accounts.declare(configuration, clock.instant());
    accountMeters.follow(accounts, clock);
  }

  /// Counts samples of a page; rejected ones also count as rejects.
  public void samples(Map<SampleFate, Integer> fates) {
    fates.forEach(
        (fate, count) -> {
          of(samples, fate).increment(count);
          fate.rejection().ifPresent(reason -> of(rejects, reason).increment(count));
        });
  }

  /// Counts readings.
  public void readings(int count) {
    readings.increment(count);
  }

  /// Counts kept alerts.
  public void alerts(int count) {
    alerts.increment(count);
  }

  /// Counts one reject other than a sample.
  public void rejected(RejectionReason reason) {
    of(rejects, reason).increment();
  }

  /// Counts a replica that left discovery.
  public void replicaLeft() {
    replicasLeft.increment();
  }

  /// Counts a failed append.
  public void appendFailed() {
    appendFailures.increment();
  }

  /// Counts an event dropped by a full buffer.
  public void dropped() {
    dropped.increment();
  }

  /// Counts a rejection whose evidence could not be kept.
  public void rejectLost() {
    lostRejects.increment();
  }

  /// Sets the number of waiting events.
  public void buffered(int count) {
    buffered.set(count);
  }

  /// Sets the number of remembered pushed series.
  public void knownSeries(int count) {
    knownSeries.set(count);
  }

  /// Counts and times a scrape.
  public void scraped(ScrapeOutcome outcome, Duration duration) {
    of(scrapes, outcome).record(duration);
  }

  /// Counts a target into a state.
  public void entered(TargetState state) {
    of(targets, state).incrementAndGet();
  }

  /// Counts a target out of a state.
  public void left(TargetState state) {
    of(targets, state).decrementAndGet();
  }

  private static AtomicInteger targetGauge(MeterRegistry registry, TargetState state) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("rheostat.ingest.targets", count, AtomicInteger::get)
        .description("Targets by the end of their last scrape")
        .tag("state", tag(state))
        .register(registry);
    return count;
  }

  private static AtomicInteger gauge(MeterRegistry registry, String name, String description) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder(name, count, AtomicInteger::get).description(description).register(registry);
    return count;
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder(name).description(description);
  }

  private static <E extends Enum<E>, M> M of(Map<E, M> meters, E constant) {
    return Objects.requireNonNull(meters.get(constant));
  }

  private static <E extends Enum<E>, M> Map<E, M> perConstant(
      Class<E> constants, Function<E, M> declare) {
    Map<E, M> meters = new EnumMap<>(constants);
    for (E constant : constants.getEnumConstants()) {
      meters.put(constant, declare.apply(constant));
    }
    return meters;
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
