package io.rheostat.app.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.core.counterfactual.Flip;
import io.rheostat.core.counterfactual.FlipSearch;
import io.rheostat.core.counterfactual.Lever;
import io.rheostat.core.counterfactual.Levers;
import io.rheostat.core.plan.DecisionPoint;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.fleet.Allocation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Nearest other prices, demands, values and limits under which a choice would have been another
/// one, as JSON with a line of text each.
final class FlipJson {
  private FlipJson() {}

  /// Flips of a lever.
  private record Tried(Lever lever, List<Flip> flips) {}

  /// Adds the flips of a decision, the nearest first, and the levers without one.
  ///
  /// @param decision decision as it was made
  static void add(ObjectNode json, DecisionPoint point, Decision decision) {
    FlipSearch search = new FlipSearch(point);
    if (!search.chosen().equals(FlipSearch.choice(decision))) {
      json.put("solved", search.chosen().toString());
    }
    List<Tried> tried =
        Levers.of(point).parallelStream().map(lever -> new Tried(lever, search.of(lever))).toList();
    ArrayNode flips = json.putArray("flips");
    tried.stream()
        .flatMap(one -> one.flips().stream())
        .sorted(Comparator.comparingDouble(one -> Math.abs(one.change())))
        .forEach(flip -> add(flips.addObject(), flip));
    ArrayNode firm = json.putArray("firm");
    for (Tried one : tried) {
      if (one.flips().isEmpty()) {
        Lever lever = one.lever();
        firm.addObject()
            .put("lever", lever.kind().name())
            .put("of", lever.of())
            .put("least", lever.least())
            .put("most", lever.most())
            .put(
                "text",
                name(lever)
                    + " between "
                    + number(lever, lever.least())
                    + " and "
                    + amount(lever, lever.most()));
      }
    }
  }

  private static void add(ObjectNode json, Flip flip) {
    Lever lever = flip.lever();
    Allocation choice = FlipSearch.choice(flip.decision());
    boolean feasible = flip.decision().rationale().chosen().isPresent();
    String heldBack = heldBack(flip.decision(), choice);
    json.put("lever", lever.kind().name())
        .put("of", lever.of())
        .put("value", lever.value())
        .put("at", flip.at())
        .put("change", flip.change())
        .put("choice", choice.toString())
        .put("feasible", feasible)
        .put("heldBack", heldBack)
        .put(
            "text",
            String.format(
                Locale.ROOT,
                "%s %s → %s %s (%s): %s%s",
                name(lever),
                number(lever, lever.value()),
                number(lever, flip.at()),
                unit(lever),
                change(flip),
                feasible ? choice.toString() : "nothing feasible",
                heldBack.isEmpty() ? "" : ", held back by " + heldBack));
  }

  private static String change(Flip flip) {
    return flip.lever().kind().isWhole()
        ? String.format(Locale.ROOT, "%+.0f", flip.at() - flip.lever().value())
        : String.format(Locale.ROOT, "%+.1f %%", 100 * flip.change());
  }

  /// Returns the stages or the reason that would have kept the current allocation all the same;
  /// empty when the choice would have been carried out.
  private static String heldBack(Decision decision, Allocation choice) {
    String reason;
    Allocation held;
    switch (decision) {
      case Decision.Hold hold -> {
        held = hold.held();
        reason = hold.reason().name();
      }
      case Decision.NoData none -> {
        held = none.held();
        reason = "no data";
      }
      default -> {
        return "";
      }
    }
    if (held.equals(choice)) {
      return "";
    }
    List<String> stages =
        decision.rationale().guards().stream().map(GuardNote::stage).map(Enum::name).toList();
    return stages.isEmpty() ? reason : String.join(", ", stages);
  }

  private static String name(Lever lever) {
    return switch (lever.kind()) {
      case PRICE -> "price of " + lever.of();
      case DEMAND -> "demand";
      case VALUE -> "value";
      case DELAY_COST -> "delay cost";
      case WORK_LEFT -> "work left";
      case MIN_REPLICAS -> "minReplicas";
      case MAX_REPLICAS -> "maxReplicas";
      case MAX_COST -> "maxCostPerHour";
      case BUDGET -> "budget of " + lever.of();
      case DEVICES -> "devices of " + lever.of();
    };
  }

  private static String unit(Lever lever) {
    return switch (lever.kind()) {
      case PRICE, DELAY_COST, MAX_COST, BUDGET -> "$/h";
      case DEMAND -> "requests/s";
      case VALUE -> "$";
      case WORK_LEFT -> "samples";
      case MIN_REPLICAS, MAX_REPLICAS -> "replicas";
      case DEVICES -> "devices";
    };
  }

  private static String number(Lever lever, double value) {
    if (lever.kind().isWhole() || value >= 10_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return value >= 0.1
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String amount(Lever lever, double value) {
    return number(lever, value) + " " + unit(lever);
  }
}
