package io.rheostat.actuator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.model.command.Generation;
import org.junit.jupiter.api.Test;

final class EndedGenerationsTest {
  @Test
  void text_and_back_is_the_same_and_the_newest_are_kept() {
    EndedGenerations ended = EndedGenerations.NONE;
    for (int counter = 1; counter <= 40; counter++) {
      ended = ended.with(new Generation(1, counter));
    }

    assertThat(ended.generations()).hasSize(32).last().isEqualTo(new Generation(1, 40));
    assertThat(EndedGenerations.parse(ended.toText())).isEqualTo(ended);
    assertThat(EndedGenerations.parse("")).isEqualTo(EndedGenerations.NONE);
  }

  @Test
  void other_text_is_refused() {
    assertThatThrownBy(() -> EndedGenerations.parse("soon"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
