package io.rheostat.app.planning;

import io.rheostat.model.decision.Option;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/// Result of the one-shot plan for one workload.
///
/// @param workload the workload
/// @param chosen the best option; empty when nothing is feasible
/// @param losing the next best ones
/// @param refusals refused shapes, each with the violated number
/// @param prices shadow prices of its pool, when the pool is crowded
public record PlannedWorkload(
    Workload workload,
    Optional<Option> chosen,
    List<Option> losing,
    List<String> refusals,
    Optional<ShadowPrices> prices) {
  /// Dollars per hour that are shown: a cent.
  private static final double LEAST_USD = 0.005;

  private static final double HUNDREDTHS = 100;

  public PlannedWorkload {
    losing = List.copyOf(losing);
    refusals = List.copyOf(refusals);
  }

  /// Turning point of the choice.
  ///
  /// @param to the choice beyond it
  /// @param alphaOverBeta the ratio of the pool's weights with both worth the same
  public record Flip(Allocation to, double alphaOverBeta) {}

  /// Computes the ratio α/β with the best losing option of another value worth as much as the
  /// chosen one: (C₁ − C₂) / (V₁ − V₂), C with the price of change. Empty when no ratio makes it
  /// so.
  public Optional<Flip> flip() {
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    for (Option other : losing) {
      double value = chosen.get().valueUsdPerHour() - other.valueUsdPerHour();
      double cost = paid(chosen.get()) - paid(other);
      if (Math.abs(value) > 1e-9 && cost / value > 0) {
        return Optional.of(new Flip(other.allocation(), cost / value));
      }
    }
    return Optional.empty();
  }

  /// Returns a sentence for each full device type that kept a better option from being chosen, such
  /// as `h100-sxm is full: its shadow price is 2.95 $/h, therefore 2 x l40s-tp4 although it earns
  /// 3.07 $/h less than 1 x h100-sxm`.
  public List<String> bindings() {
    List<String> sentences = new ArrayList<>();
    if (chosen.isEmpty() || prices.isEmpty()) {
      return sentences;
    }
    double own = chosen.get().netUsdPerHour();
    Optional<Option> better =
        losing.stream().filter(option -> option.netUsdPerHour() > own + LEAST_USD).findFirst();
    better.ifPresent(
        option ->
            prices
                .get()
                .perDevice()
                .forEach(
                    (device, price) -> {
                      if (price > LEAST_USD && devices(option).contains(device)) {
                        sentences.add(sentence(device, price, option));
                      }
                    }));
    return sentences;
  }

  private String sentence(String device, double price, Option better) {
    Option taken = chosen.orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s is full: its shadow price is %.2f $/h, therefore %s although it earns %.2f $/h less"
            + " than %s",
        device,
        price,
        taken.allocation(),
        better.netUsdPerHour() - taken.netUsdPerHour(),
        better.allocation());
  }

  /// Cost of better answers.
  ///
  /// @param to the cheapest option of better quality
  /// @param usdPerPoint dollars per hour for each hundredth of quality
  public record QualityPrice(Allocation to, double usdPerPoint) {}

  /// Computes the price of a hundredth of quality: the step from the chosen option to the cheapest
  /// one with better answers. Empty when no option has any.
  public Optional<QualityPrice> qualityPrice() {
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    double own = quality(chosen.get());
    return losing.stream()
        .filter(option -> quality(option) > own + 1e-9)
        .min(Comparator.comparingDouble(Option::costUsdPerHour))
        .map(
            better ->
                new QualityPrice(
                    better.allocation(),
                    (better.costUsdPerHour() - chosen.get().costUsdPerHour())
                        / (HUNDREDTHS * (quality(better) - own))));
  }

  /// Returns the quality of an option's answers, by its replicas.
  private double quality(Option option) {
    double sum = 0;
    for (Allocation.Part part : option.allocation().parts()) {
      double score = workload.placement(part.placement()).map(Placement::qualityScore).orElse(1.0);
      sum += score * part.replicas();
    }
    return sum / Math.max(1, option.allocation().total());
  }

  private static double paid(Option option) {
    return option.costUsdPerHour() + option.changeUsdPerHour();
  }

  /// Returns the device types of an option.
  public String devices(Option option) {
    return join(option, Placement::device);
  }

  /// Returns the parallelism of an option, such as `TP2` or `8 workers`.
  public String parallelism(Option option) {
    boolean training = workload.objective() instanceof Objective.Training;
    return join(
        option,
        placement -> {
          String shape = "TP" + placement.tensorParallel();
          if (placement.pipelineParallel() > 1) {
            shape += "xPP" + placement.pipelineParallel();
          }
          return training ? option.allocation().replicas(placement.name()) + " wide" : shape;
        });
  }

  private String join(Option option, Function<Placement, String> part) {
    StringJoiner joined = new StringJoiner(" + ");
    for (Allocation.Part allocated : option.allocation().parts()) {
      workload.placement(allocated.placement()).map(part).ifPresent(joined::add);
    }
    return joined.toString();
  }

  /// Returns the host memory of all replicas of an option, GiB.
  public double memoryGib(Option option) {
    double total = 0;
    for (Allocation.Part part : option.allocation().parts()) {
      total +=
          workload.placement(part.placement()).map(Placement::memoryGib).orElse(0.0)
              * part.replicas();
    }
    return total;
  }

  /// Returns the disk of all replicas of an option, GiB.
  public double diskGib(Option option) {
    double total = 0;
    for (Allocation.Part part : option.allocation().parts()) {
      total +=
          workload.placement(part.placement()).map(Placement::diskGib).orElse(0.0)
              * part.replicas();
    }
    return total;
  }
}
