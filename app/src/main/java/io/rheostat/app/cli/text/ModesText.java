package io.rheostat.app.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Modes, proposals, savings and freezes in lines.
public final class ModesText {
  private ModesText() {}

  /// Returns the freezes with author and start, and the way to end each.
  public static List<String> freezes(JsonNode json) {
    List<String> lines = new ArrayList<>();
    for (JsonNode freeze : json.path("freezes")) {
      String workload = freeze.path("workload").asText();
      boolean all = workload.equals("*");
      lines.add(
          (all ? "EVERYTHING" : workload)
              + " is frozen by "
              + freeze.path("by").asText()
              + " since "
              + freeze.path("since").asText()
              + "; to end it: rheostat unfreeze "
              + (all ? "'*'" : workload));
    }
    return lines;
  }

  /// Returns the state of one workload beside its replicas.
  public static List<String> workload(JsonNode workload) {
    List<String> lines = new ArrayList<>();
    lines.add("mode " + workload.path("mode").asText());
    if (workload.has("otherWriter")) {
      lines.add("someone else resizes it: " + workload.path("otherWriter").asText());
    }
    JsonNode proposal = workload.path("proposal");
    if (!proposal.isMissingNode()) {
      lines.add(
          "waits for approval until "
              + proposal.path("expiresAt").asText()
              + ": "
              + proposal.path("from").asText()
              + " → "
              + proposal.path("to").asText());
      lines.add("  " + proposal.path("approve").asText());
    }
    if (workload.has("shadow")) {
      lines.add(shadow(workload.path("shadow")));
    }
    return lines;
  }

  private static String shadow(JsonNode shadow) {
    String would = "would hold " + shadow.path("imagined").asText();
    if (!shadow.has("savedUsdPerHour")) {
      return would + "; compared since " + shadow.path("since").asText();
    }
    double saved = shadow.path("savedUsdPerHour").asDouble();
    return String.format(
        Locale.ROOT,
        "%s: %s %.2f $/h since %s (%.2f $ instead of %.2f $)%s",
        would,
        saved >= 0 ? "saves" : "costs more by",
        Math.abs(saved),
        shadow.path("since").asText(),
        shadow.path("shadowUsd").asDouble(),
        shadow.path("realUsd").asDouble(),
        attainment(shadow));
  }

  private static String attainment(JsonNode shadow) {
    return shadow.has("shadowAttainment")
        ? String.format(
            Locale.ROOT,
            ", attainment %.2f %% predicted beside %.2f %% estimated",
            100 * shadow.path("shadowAttainment").asDouble(),
            100 * shadow.path("realAttainment").asDouble())
        : "";
  }
}
