package io.rheostat.actuator.protocol.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.model.command.Generation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class EndedGenerationsTest {
  @Test
  void text_and_back_is_the_same_and_the_newest_are_kept() {
    EndedGenerations ended = EndedGenerations.NONE;
    for (int counter = 1; counter <= 40; counter++) {
      ended = ended.with(new Generation(1, counter), Optional.empty());
    }

    assertThat(ended.generations()).hasSize(32).last().isEqualTo(new Generation(1, 40));
    assertThat(EndedGenerations.parse(ended.toText())).isEqualTo(ended);
    assertThat(EndedGenerations.parse("")).isEqualTo(EndedGenerations.NONE);
  }

  @Test
  void timesOfChangesOutliveTheGenerationsThatAreKnown() {
    EndedGenerations ended = EndedGenerations.NONE;
    for (int counter = 1; counter <= 300; counter++) {
      Optional<Instant> changed =
          counter % 2 == 0 ? Optional.of(Instant.ofEpochMilli(counter)) : Optional.empty();
      ended = ended.with(new Generation(1, counter), changed);
    }

    EndedGenerations read = EndedGenerations.parse(ended.toText());

    assertThat(read).isEqualTo(ended);
    assertThat(read.generations()).hasSize(32);
    assertThat(read.changes())
        .hasSize(150)
        .containsEntry(new Generation(1, 2), Instant.ofEpochMilli(2));
  }

  @Test
  void whatMayYetBeTakenIsKept() {
    Instant until = Instant.ofEpochMilli(1_764_372_064_000L);
    SortedMap<String, Integer> orders = new TreeMap<>(Map.of("on big/@!=", 3, "l40s", 0));
    Generation generation = new Generation(3, 2);
    EndedGenerations ended =
        EndedGenerations.NONE
            .with(generation, Optional.of(until))
            .with(new TreeMap<>(Map.of(generation, new EndedGenerations.Unsettled(orders, until))));

    assertThat(EndedGenerations.parse(ended.toText())).isEqualTo(ended);
    assertThatThrownBy(() -> EndedGenerations.parse("3.1!5/x"))
        .hasMessage("\"x\" is no order, such as h100=3.");
  }

  @Test
  void whatABuildWithoutTimesWroteIsRead() {
    assertThat(EndedGenerations.parse("3.1 3.2").generations())
        .containsExactly(new Generation(3, 1), new Generation(3, 2));
  }

  @Test
  void other_text_is_refused() {
    assertThatThrownBy(() -> EndedGenerations.parse("soon"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EndedGenerations.parse("3.1@soon"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
