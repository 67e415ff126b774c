package io.rheostat.app.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.app.cli.text.StandingText;
import java.io.PrintStream;

/// Explanation of a decision in lines, from its JSON.
final class ExplanationText {
  private ExplanationText() {}

  static void print(JsonNode json, PrintStream out) {
    out.println(
        json.path("at").asText()
            + "  "
            + json.path("workload").asText()
            + " "
            + json.path("text").asText()
            + (json.has("reason") ? " (" + json.path("reason").asText() + ")" : ""));
    out.println("  seen:    " + json.path("observed").asText());
    StandingText.evidence(json).forEach(line -> out.println("  " + line));
    if (json.has("notRead")) {
      out.println("  unread:  " + json.path("notRead").asText());
    }
    out.println("  chosen:  " + json.path("chosen").asText("nothing feasible"));
    json.path("replicas").forEach(line -> out.println("  replica: " + line.asText()));
    if (json.has("margins")) {
      out.println("  worth:   " + json.path("margins").path("text").asText());
    }
    json.path("beside")
        .forEach(
            other ->
                out.println(
                    "  beside:  "
                        + other.path("name").asText()
                        + " "
                        + other.path("text").asText()));
    json.path("losing").forEach(option -> out.println("  lost:    " + option.asText()));
    json.path("guards").forEach(note -> out.println("  guard:   " + note.asText()));
    json.path("refusals").forEach(words -> out.println("  refused: " + words.asText()));
    if (json.has("flips")) {
      flips(json, out);
    }
  }

  private static void flips(JsonNode json, PrintStream out) {
    if (!json.path("recorded").asBoolean()) {
      out.println(
          "  note:    not as recorded: another version of Rheostat decided, or what it knew before"
              + " is not in the log");
    }
    if (json.path("startsCold").asBoolean()) {
      out.println("  note:    the log's begin is gone: what was known before is not");
    }
    if (json.has("solved")) {
      out.println(
          "  note:    chosen between two joint solves, at the shadow prices of the last; solved"
              + " again with its pool it is "
              + json.path("solved").asText()
              + ", of which this tells:");
    }
    json.path("flips").forEach(flip -> out.println("  flips:   " + flip.path("text").asText()));
    json.path("firm")
        .forEach(lever -> out.println("  firm:    with " + lever.path("text").asText()));
  }
}
