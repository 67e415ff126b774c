package io.rheostat.app.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PoolMarginsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Map<String, Decision> decisions = new TreeMap<>();

  private static Optional<Margin> margin(double usd) {
    return Optional.of(new Margin(new TreeMap<>(Map.of("h100", 1)), usd));
  }

  private Decision decided(String name, String pool, Optional<Margin> last, Optional<Margin> next) {
    SourceAges ages =
        new SourceAges(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Coverage coverage = new Coverage(1, 1, 0, 1, Duration.ZERO, ages, Optional.empty());
    Rationale rationale =
        new Rationale(
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(new Evidence(coverage, Optional.empty(), Optional.empty(), last, next)));
    Decision decision =
        new Decision.Hold(name, pool, NOW, Allocation.NONE, HoldReason.BEST, rationale);
    decisions.put(name, decision);
    return decision;
  }

  private List<String> beside(Decision decision) {
    ArrayNode list = new ObjectMapper().createArrayNode();
    PoolMargins.beside(list, decisions.values(), decision);
    List<String> lines = new ArrayList<>();
    for (JsonNode one : list) {
      lines.add(one.path("name").asText() + " " + one.path("text").asText());
    }
    return lines;
  }

  @Test
  void othersOfThePoolStandBesideByWhatMoreWouldEarnThem() {
    Decision chat = decided("chat", "east", margin(9), margin(1));
    decided("bert", "east", margin(3), Optional.empty());
    decided("gpt", "east", Optional.empty(), margin(2));
    decided("code", "east", margin(4), margin(5));
    decided("idle", "east", Optional.empty(), Optional.empty());
    decided("far", "west", margin(4), margin(5));

    assertThat(beside(chat))
        .containsExactly(
            "code its last 1 × h100 earn 4.00 $/h; 1 × h100 more would earn 5.00 $/h",
            "gpt 1 × h100 more would earn 2.00 $/h",
            "bert its last 1 × h100 earn 3.00 $/h");
  }
}
