package io.rheostat.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Values that cannot be built wrong.
final class AllocationTest {
  @Test
  void equal_allocations_are_equal_however_they_were_written() {
    Allocation one = new Allocation(List.of(part("b", 2), part("a", 1), part("c", 0)));
    Allocation other = new Allocation(List.of(part("a", 1), part("b", 2)));
    assertThat(one).isEqualTo(other).hasToString("1 x a + 2 x b");
    assertThat(one.total()).isEqualTo(3);
  }

  @Test
  void a_placement_is_allocated_once() {
    assertThatThrownBy(() -> new Allocation(List.of(part("a", 1), part("a", 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allocated twice");
  }

  @Test
  void a_resize_to_what_is_held_cannot_be_built() {
    Allocation held = Allocation.of("a", 1);
    Rationale rationale = new Rationale("", Optional.empty(), List.of(), List.of(), List.of());
    assertThatThrownBy(
            () ->
                new Decision.Resize(
                    "w", "p", Instant.EPOCH, held, held, Generation.NONE, rationale))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void generations_are_ordered_by_revision_and_then_by_counter() {
    Generation first = new Generation(1, 9);
    Generation second = new Generation(2, 1);
    assertThat(first).isLessThan(second);
    assertThat(Generation.parse(second.toString())).isEqualTo(second);
    assertThatThrownBy(() -> Generation.parse("seven"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3.17");
  }

  private static Allocation.Part part(String placement, int replicas) {
    return new Allocation.Part(placement, replicas);
  }
}
