package io.rheostat.verification.failover.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Command;
import io.rheostat.verification.failover.history.Violation.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailoverJudgeTest {
  /// Three replicas since second 2.
  private static ToldHistory sound() {
    return new ToldHistory().load(0, 4).page(0.5).resize(1, 0, 1).page(1.5).resize(2, 1, 3);
  }

  @Test
  void a_sound_history_breaks_nothing() {
    ToldHistory told = sound().page(10).load(3, 1).page(59);
    told.calls.add(ToldHistory.call(2, 3, RecordedCall.Fate.TAKEN_BEFORE, 3));
    told.calls.add(ToldHistory.call(1, 1, RecordedCall.Fate.TOO_OLD, 3));
    told.resize(60, 3, 1);

    assertThat(FailoverJudge.violations(told.history())).isEmpty();
  }

  @Test
  void a_generation_that_changes_a_target_twice_is_seen() {
    ToldHistory told = sound();
    told.calls.add(ToldHistory.call(2, 3, RecordedCall.Fate.TAKEN, 2));

    assertThat(told.broken()).containsExactly(Rule.NOTHING_TWICE);
  }

  @Test
  void a_call_that_was_not_taken_and_changed_something_is_seen() {
    ToldHistory told = sound();
    told.calls.add(ToldHistory.call(2, 3, RecordedCall.Fate.TAKEN_BEFORE, new int[] {2, 3}, 5));

    assertThat(told.broken()).contains(Rule.NOTHING_TWICE);
  }

  @Test
  void an_older_generation_that_follows_a_newer_one_is_seen() {
    ToldHistory told = sound();
    told.calls.removeFirst();
    told.calls.add(ToldHistory.call(1, 1, RecordedCall.Fate.TAKEN, 3));

    assertThat(told.broken()).containsExactly(Rule.NEVER_OLDER);
  }

  @Test
  void a_call_without_a_committed_command_is_seen() {
    ToldHistory told = sound();
    told.calls.add(ToldHistory.call(7, 2, RecordedCall.Fate.TAKEN, 3));

    assertThat(told.broken()).containsExactly(Rule.ONLY_COMMANDS);
  }

  @Test
  void a_second_call_of_a_generation_that_asks_for_another_number_is_seen() {
    ToldHistory told = sound();
    told.calls.add(ToldHistory.call(2, 4, RecordedCall.Fate.TAKEN_BEFORE, 3));

    assertThat(told.broken()).containsExactly(Rule.ONLY_COMMANDS);
  }

  @Test
  void a_call_under_a_wrong_key_is_seen() {
    ToldHistory told = sound();
    RecordedCall good = told.calls.removeLast();
    told.calls.add(
        new RecordedCall(
            good.at(),
            good.site(),
            "chat/small/1.1",
            good.generation(),
            good.asked(),
            good.fate(),
            good.before(),
            good.after()));

    assertThat(told.broken()).containsExactly(Rule.ONLY_COMMANDS);
  }

  @Test
  void a_call_long_after_its_expiry_is_seen() {
    ToldHistory told = sound();
    told.calls.add(
        ToldHistory.call(2, 3, RecordedCall.Fate.TAKEN_BEFORE, new int[] {3, 3}, 2 + 60 + 7));

    assertThat(told.broken()).containsExactly(Rule.NOT_EXPIRED);
  }

  @Test
  void more_and_fewer_replicas_than_declared_are_seen() {
    assertThat(sound().runs(5, 5, 4).broken()).containsExactly(Rule.BOUNDS);
    assertThat(sound().runs(5, 0, 3).broken()).containsExactly(Rule.BOUNDS);
  }

  @Test
  void a_budget_that_draining_replicas_exceed_is_seen() {
    assertThat(sound().runs(5, 4, 5).broken()).containsExactly(Rule.BUDGET);
  }

  @Test
  void more_devices_than_there_are_are_seen_beside_the_dollars() {
    assertThat(sound().runs(5, 4, 6).broken()).containsExactly(Rule.BUDGET, Rule.BUDGET);
  }

  @Test
  void a_change_within_a_freeze_is_seen_and_one_that_was_under_way_is_not() {
    ToldHistory early = sound();
    early.freezes.add(new History.Freeze(ToldHistory.CHAT, ToldHistory.at(0), ToldHistory.at(60)));
    assertThat(early.broken()).isEmpty();

    ToldHistory late = sound().resize(5, 3, 4);
    late.freezes.add(new History.Freeze(ToldHistory.CHAT, ToldHistory.at(1.5), ToldHistory.at(60)));

    assertThat(late.broken()).containsExactly(Rule.FROZEN);
  }

  @Test
  void two_outcomes_none_and_one_of_nothing_are_seen() {
    ToldHistory two = sound();
    two.outcomes.add(ToldHistory.outcome(2, 9));
    assertThat(two.broken()).containsExactly(Rule.ONE_OUTCOME);

    ToldHistory none = sound();
    none.outcomes.removeLast();
    assertThat(none.broken()).containsExactly(Rule.ONE_OUTCOME);

    ToldHistory stray = sound();
    stray.outcomes.add(ToldHistory.outcome(9, 9));
    assertThat(stray.broken()).containsExactly(Rule.ONE_OUTCOME);
  }

  @Test
  void a_command_that_comes_twice_is_seen_where_it_must_not() {
    ToldHistory told = sound();
    Command again = told.commands.getLast();
    told.commands.add(again);
    assertThat(told.broken()).containsExactly(Rule.ONE_OUTCOME);

    told.together = false;
    assertThat(told.broken()).isEmpty();
  }

  @Test
  void two_commands_of_one_name_are_seen_under_both_settings() {
    ToldHistory told = sound();
    told.together = false;
    told.commands.add(ToldHistory.command(2, 4, 2));

    assertThat(told.broken()).contains(Rule.ONE_OUTCOME);
  }

  @Test
  void a_decision_without_its_command_and_the_other_way_round_are_seen() {
    ToldHistory decided = sound();
    decided.decisions.add(ToldHistory.decision(8, 3, 4, 8));
    assertThat(decided.broken()).containsExactly(Rule.ONE_OUTCOME);

    ToldHistory issued = sound();
    issued.decisions.removeLast();
    assertThat(issued.broken()).containsExactly(Rule.ONE_OUTCOME);
  }

  @Test
  void lowering_while_no_page_could_be_read_is_seen() {
    ToldHistory told = sound().load(3, 1).page(10).resize(60, 3, 1);

    assertThat(told.broken()).containsExactly(Rule.NOT_BLIND);
  }

  @Test
  void lowering_after_a_kill_below_the_load_that_was_there_all_the_time_is_seen() {
    ToldHistory told = sound().load(3, 12).page(59).resize(60, 3, 1);
    assertThat(told.broken()).as("nobody was killed: what is enough is policy").isEmpty();

    told.kills.add(new History.Kill(ToldHistory.at(50), false));

    assertThat(told.broken()).containsExactly(Rule.NOT_BLIND);
  }

  @Test
  void a_program_that_does_not_go_on_is_seen() {
    ToldHistory stalled = sound();
    stalled.stalled.add(new History.Kill(ToldHistory.at(9), true));
    assertThat(stalled.broken()).containsExactly(Rule.GOES_ON);

    ToldHistory elsewhere = sound();
    elsewhere.settled = Optional.of("chat holds 3, decided was 4");
    assertThat(elsewhere.broken()).containsExactly(Rule.GOES_ON);
  }

  @Test
  void evidence_names_what_happened() {
    ToldHistory told = sound();
    told.outcomes.removeLast();

    List<Violation> violations = FailoverJudge.violations(told.history());

    assertThat(violations).singleElement().asString().contains("chat", "no outcome");
  }
}
