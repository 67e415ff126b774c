package io.rheostat.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.NotReadJson;
import io.rheostat.app.page.PoolUse;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Prometheus collector of cost, replicas, demand, coverage and decisions.
///
/// Every scrape is made anew of one copy of the live state, so that its samples belong together and
/// those of a pool, workload or placement end when its declaration does: there are never more than
/// a fixed number for each declared thing.
public final class FleetMetrics implements MultiCollector {
  private final LiveState state;
  private final InstantSource clock;
  private final Instant started;

  /// Creates a collector of a state; register it with a `PrometheusRegistry`.
  ///
  /// @param clock reference of ages
  public FleetMetrics(LiveState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
    started = clock.instant();
  }

  @Override
  public MetricSnapshots collect() {
    LiveState.View view = state.view();
    Set<String> unread = state.notRead().keySet();
    // Records may be stamped ahead of this machine's clock.
    Instant now = later(clock.instant(), view.now());
    ScrapeSamples draft = new ScrapeSamples();
    draft.seconds(FleetSeries.LOOP_AGE, Duration.between(later(started, view.now()), now));
    draft.gauge(FleetSeries.DIFFERENCES, view.differences().size());
    draft.gauge(
        FleetSeries.JOBS_UNREAD,
        (double) unread.stream().filter(FleetMetrics::isScrapeJob).count());
    view.fleet().pools().values().forEach(pool -> pool(draft, view, pool));
    for (Workload workload : view.fleet().workloads().values()) {
      boolean isUnread = unread.contains(NotReadJson.of(workload.name()));
      new WorkloadSeries(draft, workload, view, now).add(isUnread);
    }
    return draft.snapshots();
  }

  private static boolean isScrapeJob(String source) {
    return source.startsWith("scrape job ");
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static void pool(ScrapeSamples draft, LiveState.View view, Pool pool) {
    String name = pool.name();
    pool.budgetUsdPerHour()
        .ifPresent(
            budget -> {
              draft.gauge(FleetSeries.BUDGET, budget, name);
              if (budget > 0) {
                draft.gauge(FleetSeries.BUDGET_USED, PoolUse.usdPerHour(view, pool) / budget, name);
              }
            });
    pool.devices()
        .forEach(
            (device, total) -> {
              draft.gauge(FleetSeries.DEVICES, total, name, device);
              draft.gauge(
                  FleetSeries.DEVICES_USED, PoolUse.devices(view, pool, device), name, device);
            });
    prices(view, name).ifPresent(prices -> prices(draft, name, prices));
  }

  private static void prices(ScrapeSamples draft, String pool, ShadowPrices prices) {
    prices
        .perDevice()
        .forEach((device, price) -> draft.gauge(FleetSeries.DEVICE_PRICE, price, pool, device));
    draft.gauge(FleetSeries.BUDGET_PRICE, prices.perBudgetDollar(), pool);
  }

  /// Returns the shadow prices of the newest decision in a pool, if any has them.
  private static Optional<ShadowPrices> prices(LiveState.View view, String pool) {
    return view.decisions().stream()
        .filter(decision -> decision.pool().equals(pool))
        .flatMap(decision -> decision.rationale().evidence().stream())
        .flatMap(evidence -> evidence.prices().stream())
        .findFirst();
  }
}
