package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Target;
import io.rheostat.model.fleet.Workload;
import org.junit.jupiter.api.Test;

/// What every driver promises. A new one extends this beside its own tests: the target it names is
/// a real one, or a fake that keeps to the same fence.
public abstract class DriverContract {
  protected static final String WORKLOAD = "chat";
  protected static final String PLACEMENT = "h100";

  private static final Generation SECOND = new Generation(1, 2);
  private static final Generation THIRD = new Generation(1, 3);

  /// The driver, before a target that holds nothing yet.
  protected abstract Driver driver();

  protected abstract Target target();

  /// Lets time pass until the driver could know what the target does.
  protected void settle() {}

  /// Makes the target answer nobody.
  protected abstract void breakTarget();

  @Test
  final void an_order_is_held_and_seen_with_its_generation() {
    assertThat(apply(2, SECOND)).isInstanceOf(Attempt.Accepted.class);

    assertThat(seen().generation()).isEqualTo(SECOND);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void the_same_order_again_is_taken_and_changes_nothing() {
    apply(2, SECOND);

    assertThat(apply(2, SECOND)).isInstanceOf(Attempt.Accepted.class);

    assertThat(seen().generation()).isEqualTo(SECOND);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void an_older_generation_is_refused_by_the_target() {
    apply(2, THIRD);

    assertThat(apply(1, SECOND)).isInstanceOf(Attempt.Refused.class);

    assertThat(seen().generation()).isEqualTo(THIRD);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void a_newer_generation_is_taken() {
    apply(2, SECOND);

    assertThat(apply(0, THIRD)).isInstanceOf(Attempt.Accepted.class);

    assertThat(seen().generation()).isEqualTo(THIRD);
    assertThat(wanted()).isZero();
  }

  @Test
  final void the_statuses_are_those_of_the_placements_asked_about() {
    apply(1, SECOND);
    settle();

    assertThat(seen().placements())
        .extracting(PlacementStatus::placement)
        .containsExactly(PLACEMENT);
  }

  @Test
  final void a_target_that_does_not_answer_is_neither_a_refusal_nor_a_report() {
    apply(1, SECOND);
    breakTarget();

    assertThat(apply(2, THIRD)).isInstanceOf(Attempt.Unreachable.class);
    assertThat(driver().observe(workload())).isInstanceOf(Report.Unknown.class);
  }

  protected final Attempt apply(int replicas, Generation generation) {
    return driver().apply(WORKLOAD, new Order(PLACEMENT, target(), replicas), generation);
  }

  protected final Workload workload() {
    return Commands.workload(WORKLOAD, "east", 0, target(), PLACEMENT);
  }

  protected final Report.Seen seen() {
    Report report = driver().observe(workload());
    assertThat(report).isInstanceOf(Report.Seen.class);
    return (Report.Seen) report;
  }

  private int wanted() {
    return seen().placements().getFirst().wanted();
  }
}
