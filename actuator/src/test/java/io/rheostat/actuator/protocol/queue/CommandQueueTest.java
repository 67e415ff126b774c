package io.rheostat.actuator.protocol.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.Protocol;
import io.rheostat.model.command.Outcome;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class CommandQueueTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Attempt ACCEPTED = new Attempt.Accepted("yes");
  private static final Attempt REFUSED = new Attempt.Refused("no");
  private static final Attempt UNREACHABLE = new Attempt.Unreachable("nobody there");

  private final Protocol protocol = new Protocol();

  /// Something that may happen to a queue.
  interface Happening {
    void to(Protocol protocol);
  }

  @Property(tries = 2_000)
  void every_command_ends_once_whatever_happens(@ForAll("happenings") List<Happening> happenings) {
    Protocol any = new Protocol();

    happenings.forEach(happening -> happening.to(any));

    any.finish();
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    Arbitrary<Integer> counters = Arbitraries.integers().between(1, 12);
    Arbitrary<Attempt> attempts = Arbitraries.of(ACCEPTED, REFUSED, UNREACHABLE);
    Arbitrary<Happening> receive =
        counters.map(
            counter -> protocol -> protocol.receive(Protocol.command(counter, life(counter))));
    Arbitrary<Happening> answer = attempts.map(attempt -> protocol -> protocol.answer(attempt));
    Arbitrary<Happening> stray =
        Combinators.combine(counters, attempts)
            .as((counter, attempt) -> protocol -> protocol.answerStray(counter, attempt));
    Arbitrary<Happening> pass =
        Arbitraries.integers()
            .between(0, 4_000)
            .map(millis -> protocol -> protocol.pass(Duration.ofMillis(millis)));
    return Arbitraries.oneOf(List.of(receive, receive, answer, stray, pass)).list().ofMaxSize(60);
  }

  /// The same for each copy of a command: some live seconds, some for the whole test.
  private static Duration life(int counter) {
    return Duration.ofSeconds(1 + 7L * (counter % 4));
  }

  @Test
  void a_command_is_carried_at_once_and_applied() {
    protocol.receive(Protocol.command(1, LONG));
    assertThat(protocol.underWay()).hasValue(1L);

    protocol.answer(ACCEPTED);

    assertThat(protocol.result(1)).hasValue(Outcome.Result.APPLIED);
  }

  @Test
  void one_that_is_refused_failed() {
    protocol.receive(Protocol.command(1, LONG));

    protocol.answer(REFUSED);

    assertThat(protocol.result(1)).hasValue(Outcome.Result.FAILED);
  }

  @Test
  void only_the_newest_waits_for_the_one_under_way() {
    protocol.receive(Protocol.command(1, LONG));
    protocol.receive(Protocol.command(2, LONG));
    protocol.receive(Protocol.command(3, LONG));

    assertThat(protocol.result(2)).hasValue(Outcome.Result.SUPERSEDED);
    protocol.answer(ACCEPTED);

    assertThat(protocol.result(1)).hasValue(Outcome.Result.APPLIED);
    assertThat(protocol.underWay()).hasValue(3L);
  }

  @Test
  void a_newer_one_takes_the_place_of_one_that_waits_for_its_next_try() {
    protocol.receive(Protocol.command(1, LONG));
    protocol.answer(UNREACHABLE);

    protocol.receive(Protocol.command(2, LONG));

    assertThat(protocol.result(1)).hasValue(Outcome.Result.SUPERSEDED);
    assertThat(protocol.underWay()).hasValue(2L);
  }

  @Test
  void an_older_one_is_superseded_without_a_try_and_once() {
    protocol.receive(Protocol.command(2, LONG));
    protocol.answer(ACCEPTED);

    protocol.receive(Protocol.command(1, LONG));
    protocol.receive(Protocol.command(1, LONG));

    assertThat(protocol.result(1)).hasValue(Outcome.Result.SUPERSEDED);
    assertThat(protocol.underWay()).isEmpty();
  }

  @Test
  void tries_grow_rarer_until_it_expires() {
    protocol.receive(Protocol.command(1, Duration.ofSeconds(4)));
    protocol.answer(UNREACHABLE);

    protocol.pass(Duration.ofMillis(499));
    assertThat(protocol.underWay()).isEmpty();
    protocol.pass(Duration.ofMillis(1));
    assertThat(protocol.underWay()).hasValue(1L);
    protocol.answer(UNREACHABLE);
    protocol.pass(Duration.ofMillis(999));
    assertThat(protocol.underWay()).isEmpty();
    protocol.pass(Duration.ofSeconds(3));

    assertThat(protocol.result(1)).hasValue(Outcome.Result.EXPIRED);
  }

  @Test
  void one_that_expired_while_it_waited_is_not_tried() {
    protocol.receive(Protocol.command(1, LONG));
    protocol.receive(Protocol.command(2, Duration.ofSeconds(1)));
    protocol.pass(Duration.ofSeconds(1));

    protocol.answer(ACCEPTED);

    assertThat(protocol.result(2)).hasValue(Outcome.Result.EXPIRED);
    protocol.finish();
  }
}
