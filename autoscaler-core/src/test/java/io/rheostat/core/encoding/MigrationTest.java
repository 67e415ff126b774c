package io.rheostat.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.core.encoding.coder.StateFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// State of a version with other records, read by this one.
final class MigrationTest {
  private static final Instant AT = Instant.parse("2026-11-29T00:00:00Z");

  enum Mode {
    OBSERVE,
    ACT
  }

  enum MoreModes {
    APPROVE,
    ACT,
    OBSERVE
  }

  sealed interface Goal {
    record Serve(double value) implements Goal {}

    record Train(int devices) implements Goal {}
  }

  sealed interface NewGoal {
    record Rest() implements NewGoal {}

    record Train(long devices, Optional<String> until) implements NewGoal {}

    record Serve(double value, double floor) implements NewGoal {}
  }

  record Part(String name, long since) {}

  record NewPart(long since, String name, List<String> labels) {}

  record Clock(Instant retryAt, int failures) {
    static final Clock NEVER = new Clock(Instant.EPOCH, -1);
  }

  record Old(
      String name,
      Mode mode,
      Goal goal,
      SortedMap<String, Part> parts,
      Optional<Part> newest,
      int failures,
      Instant retryAt,
      String dropped,
      double share) {}

  record New(
      double share,
      OptionalDouble added,
      SortedMap<String, NewPart> parts,
      NewPart newest,
      NewGoal goal,
      MoreModes mode,
      String name,
      Clock clock,
      Duration pause,
      List<Part> none) {}

  record Grown(String name, Clock clock, MoreModes mode, SortedMap<String, Double> map) {}

  record Small(String name) {}

  private static final Old OLD =
      new Old(
          "chat",
          Mode.ACT,
          new Goal.Train(8),
          new TreeMap<>(Map.of("a", new Part("x", 5), "b", new Part("y", -7))),
          Optional.of(new Part("z", 9)),
          3,
          AT,
          "gone",
          0.25);

  @Test
  void componentsAreFoundByNameAndNewOnesAreEmpty() {
    New read = migrate(Old.class, OLD, New.class);

    assertThat(read)
        .isEqualTo(
            new New(
                0.25,
                OptionalDouble.empty(),
                new TreeMap<>(
                    Map.of(
                        "a", new NewPart(5, "x", List.of()), "b", new NewPart(-7, "y", List.of()))),
                new NewPart(9, "z", List.of()),
                new NewGoal.Train(8, Optional.empty()),
                MoreModes.ACT,
                "chat",
                new Clock(AT, 3),
                Duration.ZERO,
                List.of()));
  }

  @Test
  void aNewRecordTakesItsOwnEmptyValue() {
    Grown read = migrate(Small.class, new Small("chat"), Grown.class);

    assertThat(read).isEqualTo(new Grown("chat", Clock.NEVER, MoreModes.APPROVE, new TreeMap<>()));
  }

  @Test
  void aConstantThatIsNoMoreIsRefused() {
    record Was(MoreModes mode) {}
    record Is(Mode mode) {}

    assertThatThrownBy(() -> migrate(Was.class, new Was(MoreModes.APPROVE), Is.class))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("Mode has no APPROVE any more");
  }

  @Test
  void withoutADescriptionTheBytesAreRefused() {
    byte[] bytes = StateCodec.of(Old.class).encode(OLD);

    assertThatThrownBy(() -> StateCodec.of(New.class).decode(bytes, StateShapes.BEFORE_KEPT))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("not known");
  }

  @Test
  void aDescriptionSurvivesItsText() {
    StateShape shape = StateShape.of(Old.class);

    assertThat(StateShape.parse(shape.text())).isEqualTo(shape);
  }

  @Test
  void timesAreBentInOrderWhenTheClockTurnsBack() {
    StateCodec<Clock> codec = StateCodec.of(Clock.class);
    Instant wrong = AT.plus(Duration.ofHours(8));

    assertThat(codec.turnedBack(new Clock(AT.minusSeconds(5), 1), wrong, AT).retryAt())
        .isEqualTo(AT.minusSeconds(5));
    assertThat(codec.turnedBack(new Clock(wrong.minusSeconds(5), 1), wrong, AT).retryAt())
        .isEqualTo(AT);
    assertThat(codec.turnedBack(new Clock(wrong.plusSeconds(60), 1), wrong, AT).retryAt())
        .isEqualTo(AT.plusSeconds(60));
  }

  private static <A extends Record, B extends Record> B migrate(
      Class<A> from, A value, Class<B> to) {
    StateCodec<A> old = StateCodec.of(from);
    SortedMap<Long, String> kept = new TreeMap<>(Map.of(old.fingerprint(), old.shape()));
    return StateCodec.of(to).decode(old.encode(value), StateShapes.BEFORE_KEPT.and(kept));
  }
}
