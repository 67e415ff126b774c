package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.service.ReplicaPeaks;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// First saturation analyzer of llm-d's variant autoscaler (baseline B7): one replica more when the
/// unsaturated replicas have little to spare on average, one fewer when the others could serve its
/// load, no change while any variant is scaling.
public final class WvaSaturation implements WvaAnalyzer {
  /// Thresholds.
  ///
  /// @param kv lowest KV usage of a saturated replica
  /// @param queue fewest waiting requests of a saturated replica
  /// @param kvSpare mean spare KV required not to scale up
  /// @param queueSpare mean spare queue required not to scale up
  public record Settings(double kv, double queue, double kvSpare, double queueSpare) {
    /// Thresholds as shipped.
    public static final Settings SHIPPED = new Settings(0.80, 5, 0.10, 3);
  }

  /// Direction of scaling by the replicas' load.
  enum Verdict {
    UP,
    DOWN,
    NEITHER
  }

  private static final Comparator<VariantState> BY_COST =
      Comparator.comparingDouble(VariantState::usdPerHour).thenComparing(VariantState::placement);

  private final Settings settings;
  private final ReplicaPeaks replicas = new ReplicaPeaks();

  public WvaSaturation(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void sample(ServiceView view) {
    replicas.add(view);
  }

  /// Returns the verdict over all replicas of the model.
  static Verdict verdict(Settings settings, List<ReplicaPeaks.Peak> peaks) {
    double kvSpare = 0;
    double queueSpare = 0;
    int calm = 0;
    for (ReplicaPeaks.Peak peak : peaks) {
      if (peak.kvUsage() < settings.kv() && peak.queue() < settings.queue()) {
        kvSpare += settings.kv() - peak.kvUsage();
        queueSpare += settings.queue() - peak.queue();
        calm++;
      }
    }
    double meanKv = calm == 0 ? 0 : kvSpare / calm;
    double meanQueue = calm == 0 ? 0 : queueSpare / calm;
    if (peaks.isEmpty()) {
      return Verdict.NEITHER;
    }
    if (meanKv < settings.kvSpare() || meanQueue < settings.queueSpare()) {
      return Verdict.UP;
    }
    double share = (double) calm / (calm - 1);
    boolean safe =
        calm >= 2
            && settings.kv() - (settings.kv() - meanKv) * share >= settings.kvSpare()
            && settings.queue() - (settings.queue() - meanQueue) * share >= settings.queueSpare();
    return safe ? Verdict.DOWN : Verdict.NEITHER;
  }

  @Override
  public SortedMap<String, Integer> targets(Instant now, List<VariantState> variants) {
    List<ReplicaPeaks.Peak> peaks = replicas.peaks(now);
    SortedMap<String, Integer> targets = new TreeMap<>();
    boolean moving = false;
    for (VariantState variant : variants) {
      boolean ordered = variant.desired() != 0 && variant.desired() != variant.current();
      moving |= ordered || measured(peaks, variant) != variant.current();
      targets.put(variant.placement(), ordered ? variant.desired() : variant.current());
    }
    if (!moving) {
      decide(verdict(settings, peaks), variants, targets);
    }
    return targets;
  }

  private static int measured(List<ReplicaPeaks.Peak> peaks, VariantState variant) {
    int count = 0;
    for (ReplicaPeaks.Peak peak : peaks) {
      count += peak.placement().equals(variant.placement()) ? 1 : 0;
    }
    return count;
  }

  private static void decide(
      Verdict verdict, List<VariantState> variants, SortedMap<String, Integer> targets) {
    Optional<VariantState> chosen =
        switch (verdict) {
          case UP -> variants.stream().filter(v -> v.pending() == 0).min(BY_COST);
          case DOWN -> variants.stream().filter(v -> v.current() > 1).max(BY_COST);
          case NEITHER -> Optional.empty();
        };
    int by = verdict == Verdict.UP ? 1 : -1;
    chosen.ifPresent(variant -> targets.put(variant.placement(), variant.current() + by));
  }
}
