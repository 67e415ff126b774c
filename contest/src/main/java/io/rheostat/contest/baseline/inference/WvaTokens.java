package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.service.ReplicaPeaks;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.Require;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Second saturation analyzer of llm-d's variant autoscaler (baseline B8): tokens in demand against
/// the token capacity of replicas, bound by memory (k1) or by compute (k2).
///
/// k2 is the number of tokens in a replica's cache while its queue was full; else the mean of the
/// last ten such observations of its placement and answer length; else the limit from its engine's
/// arguments.
public final class WvaTokens implements WvaAnalyzer {
  private static final int OBSERVATIONS = 10;

  /// Thresholds.
  ///
  /// @param kv share of the KV cache counted as capacity
  /// @param queue fewest waiting requests of a saturated replica
  /// @param up target use of the capacity when adding
  /// @param down highest use of the capacity after removing
  public record Settings(double kv, double queue, double up, double down) {
    /// Thresholds as shipped.
    public static final Settings SHIPPED = new Settings(0.80, 5, 0.85, 0.70);

    public Settings {
      Require.positive("up", up);
      Require.positive("down", down);
    }
  }

  private final Settings settings;
  private final List<ServiceFacts.Variant> variants;
  private final ReplicaPeaks replicas = new ReplicaPeaks();
  private final TokenLengths lengths;
  private final SortedMap<String, Deque<Double>> observed = new TreeMap<>();
  private long gateway;

  public WvaTokens(Settings settings, ServiceFacts facts) {
    this.settings = settings;
    this.variants = facts.variants();
    this.lengths = new TokenLengths(facts.tokens());
  }

  @Override
  public void sample(ServiceView view) {
    replicas.add(view);
    lengths.add(view.at(), view.replicas());
    gateway = view.gateway();
  }

  /// Returns the tokens in flight allowed by an engine's arguments, from its chunk and its places.
  static double derived(EngineProfile engine, TokenLengths.Mean tokens) {
    double whole = tokens.input() + tokens.output();
    double requests =
        StrictMath.min(engine.chunkTokens() * tokens.output() / whole, engine.maxSequences());
    return requests * tokens.context();
  }

  @Override
  public SortedMap<String, Integer> targets(Instant now, List<VariantState> states) {
    TokenLengths.Mean tokens = lengths.mean();
    List<ReplicaPeaks.Peak> peaks = replicas.peaks(now);
    double demand = gateway * (tokens.input() + tokens.output());
    for (ReplicaPeaks.Peak peak : peaks) {
      demand += peak.kvTokens() + peak.queue() * tokens.input();
    }
    List<Supply> supplies = new ArrayList<>();
    double ready = 0;
    double anticipated = 0;
    SortedMap<String, Integer> targets = new TreeMap<>();
    for (VariantState state : states) {
      Supply supply = new Supply(state, capacity(state.placement(), peaks, tokens));
      supplies.add(supply);
      ready += state.ready() * supply.tokens;
      anticipated += (state.ready() + state.pending()) * supply.tokens;
      targets.put(state.placement(), state.current());
    }
    double required = demand / settings.up() - anticipated;
    if (required > 0) {
      raise(required, supplies, targets);
    } else {
      lower(ready - demand / settings.down(), supplies, targets);
    }
    return targets;
  }

  /// A variant and the token capacity of one of its replicas.
  record Supply(VariantState state, double tokens) {
    double usdPerToken() {
      return state.usdPerHour() / tokens;
    }
  }

  /// Adds the required replicas to the variant with the cheapest tokens.
  static void raise(double required, List<Supply> supplies, SortedMap<String, Integer> targets) {
    supplies.stream()
        .filter(supply -> supply.tokens > 0)
        .min(
            Comparator.comparingDouble(Supply::usdPerToken)
                .thenComparing(supply -> supply.state.placement()))
        .ifPresent(
            supply ->
                targets.merge(
                    supply.state.placement(),
                    (int) StrictMath.ceil(required / supply.tokens),
                    Integer::sum));
  }

  /// Removes spare replicas, the dearest first; the cheapest variant keeps one when it is the last
  /// with any.
  static void lower(double spare, List<Supply> supplies, SortedMap<String, Integer> targets) {
    List<Supply> dearestFirst = new ArrayList<>(supplies);
    dearestFirst.sort(
        Comparator.comparingDouble((Supply supply) -> supply.state.usdPerHour())
            .thenComparing(supply -> supply.state.placement())
            .reversed());
    double left = spare;
    for (Supply supply : dearestFirst) {
      String placement = supply.state.placement();
      int count = targets.getOrDefault(placement, 0);
      boolean last = supply.equals(dearestFirst.getLast()) && total(targets) == count;
      int removable = StrictMath.max(0, count - (last ? 1 : 0));
      if (left > 0 && supply.tokens > 0) {
        int removed = (int) StrictMath.min(StrictMath.floor(left / supply.tokens), removable);
        targets.put(placement, count - removed);
        left -= removed * supply.tokens;
      }
    }
  }

  private static int total(SortedMap<String, Integer> targets) {
    int total = 0;
    for (int count : targets.values()) {
      total += count;
    }
    return total;
  }

  private double capacity(
      String placement, List<ReplicaPeaks.Peak> peaks, TokenLengths.Mean tokens) {
    List<Double> capacities = new ArrayList<>();
    for (ReplicaPeaks.Peak peak : peaks) {
      if (peak.placement().equals(placement)) {
        double memory = peak.kvCapacity() * settings.kv();
        capacities.add(StrictMath.min(memory, compute(peak, tokens)));
      }
    }
    if (capacities.isEmpty()) {
      EngineProfile engine = engine(placement);
      double compute = remembered(placement, tokens).orElse(derived(engine, tokens));
      return StrictMath.min(engine.kvTokens() * settings.kv(), compute);
    }
    capacities.sort(Comparator.naturalOrder());
    int middle = capacities.size() / 2;
    return capacities.size() % 2 == 1
        ? capacities.get(middle)
        : (capacities.get(middle - 1) + capacities.get(middle)) / 2;
  }

  private double compute(ReplicaPeaks.Peak peak, TokenLengths.Mean tokens) {
    if (peak.queue() >= settings.queue() && peak.kvTokens() > 0) {
      Deque<Double> history =
          observed.computeIfAbsent(key(peak.placement(), tokens), _ -> new ArrayDeque<>());
      history.addLast(peak.kvTokens());
      if (history.size() > OBSERVATIONS) {
        history.removeFirst();
      }
      return peak.kvTokens();
    }
    return remembered(peak.placement(), tokens).orElse(derived(engine(peak.placement()), tokens));
  }

  private OptionalDouble remembered(String placement, TokenLengths.Mean tokens) {
    Deque<Double> history = observed.get(key(placement, tokens));
    return history == null
        ? OptionalDouble.empty()
        : history.stream().mapToDouble(Double::doubleValue).average();
  }

  private static String key(String placement, TokenLengths.Mean tokens) {
    String length = tokens.output() < 100 ? "short" : tokens.output() < 500 ? "medium" : "long";
    return placement + "|" + length;
  }

  private EngineProfile engine(String placement) {
    for (ServiceFacts.Variant variant : variants) {
      if (variant.placement().equals(placement)) {
        return variant.engine();
      }
    }
    throw new IllegalArgumentException(
        "placement " + placement + " is no variant. Give its facts.");
  }
}
