package io.rheostat.verification.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.streams.Delivery;
import io.rheostat.verification.failover.history.History;
import io.rheostat.verification.failover.history.ToldHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FailoverResultTest {
  private static FailoverResult killed(double second) {
    ToldHistory told =
        new ToldHistory().load(0, 4).page(0.5).resize(1, 0, 1).page(9).resize(10, 1, 3);
    told.kills.add(new History.Kill(ToldHistory.at(second), true));
    return FailoverResult.of(told.history());
  }

  @Test
  void the_time_to_the_next_command_counts_only_commands_issued_after_the_kill() {
    assertThat(killed(4).killToCommand()).containsExactly(Duration.ofSeconds(6));
    assertThat(killed(4).killToPage()).containsExactly(Duration.ofSeconds(5));
    assertThat(killed(10.5).killToCommand()).isEmpty();
  }

  @Test
  void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
    List<Duration> times =
        List.of(Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(9));

    assertThat(FailoverResult.median(times)).isEqualTo(4);
    assertThat(FailoverResult.median(times.subList(0, 2))).isEqualTo(2.5);
    assertThat(FailoverResult.worst(times)).isEqualTo(9);
    assertThat(FailoverResult.median(List.of())).isNaN();
  }

  @Test
  void json_has_the_keys_that_are_promised() throws Exception {
    String json = FailoverReport.json(Map.of(Delivery.EXACTLY_ONCE, killed(4)));

    JsonNode one = new ObjectMapper().readTree(json).path(0);
    assertThat(one.path("delivery").asText()).isEqualTo("exactly-once");
    assertThat(one.path("kills").asInt()).isEqualTo(1);
    assertThat(one.path("commands").asInt()).isEqualTo(2);
    assertThat(one.path("outcomes").asInt()).isEqualTo(2);
    assertThat(one.path("violations").asInt()).isZero();
    assertThat(one.path("killToCommandSeconds").path("median").asDouble()).isEqualTo(6);
    assertThat(one.path("killToCommandSeconds").path("worst").asDouble()).isEqualTo(6);
  }

  @Test
  void nothing_measured_is_null_in_json() throws Exception {
    String json = FailoverReport.json(Map.of(Delivery.AT_LEAST_ONCE, killed(11)));

    JsonNode one = new ObjectMapper().readTree(json).path(0);
    assertThat(one.path("killToCommandSeconds").path("median").isNull()).isTrue();
  }
}
