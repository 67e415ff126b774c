package io.rheostat.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.model.log.Declaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  record Small(long number, Optional<String> text, double share, Instant at, Duration length) {}

  record Other(long number, Optional<String> words, double share, Instant at, Duration length) {}

  private static final StateCodec<Small> CODEC = StateCodec.of(Small.class);

  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll long number, @ForAll Optional<String> text, @ForAll double share, @ForAll int nanos) {
    Small small =
        new Small(
            number,
            text.map(StateCodecTest::wellFormed),
            share,
            Given.START.plusNanos(nanos),
            Duration.ofNanos(number));

    assertThat(CODEC.decode(CODEC.encode(small))).isEqualTo(small);
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void zerosOfEitherSignAreKeptApart() {
    assertThat(CODEC.encode(small(0.0))).isNotEqualTo(CODEC.encode(small(-0.0)));
    assertThat(CODEC.decode(CODEC.encode(small(Double.NaN))).share()).isNaN();
  }

  @Test
  void anotherShapeIsRefusedEvenWhenOnlyAComponentsNameDiffers() {
    byte[] bytes = CODEC.encode(small(1));

    assertThatThrownBy(() -> StateCodec.of(Other.class).decode(bytes))
        .isInstanceOf(StateFormatException.class);
  }

  @Test
  void everyCutIsRefused() {
    byte[] bytes = CODEC.encode(small(0.3));

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> CODEC.decode(cut)).isInstanceOf(StateFormatException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> CODEC.decode(longer)).isInstanceOf(StateFormatException.class);
  }

  @Property(tries = 3000)
  void damagedBytesAreReadOrRefusedButNeverAnythingElse(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = damaged(CODEC.encode(small(0.3)), random);

    assertThatCode(() -> readOrRefuse(CODEC, bytes)).doesNotThrowAnyException();
  }

  @Property(tries = 1000)
  void aDamagedCatalogueIsReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    StateCodec<Catalogue> codec = StateCodec.of(Catalogue.class);
    byte[] bytes = damaged(codec.encode(catalogue()), random);

    assertThatCode(() -> readOrRefuse(codec, bytes)).doesNotThrowAnyException();
  }

  @Test
  void aCatalogueIsReadBack() {
    StateCodec<Catalogue> codec = StateCodec.of(Catalogue.class);

    assertThat(codec.decode(codec.encode(catalogue()))).isEqualTo(catalogue());
  }

  private static Catalogue catalogue() {
    return Catalogue.EMPTY
        .apply(Given.declare(1, Given.device("h100", 4)))
        .apply(Given.declare(2, Given.pool("main", Map.of("h100", 8), 20)))
        .apply(new Declaration(3, new Declaration.Change.Freeze("*", "someone")));
  }

  private static Small small(double share) {
    return new Small(
        300, Optional.of("text"), share, Given.START.plusNanos(7), Duration.ofMillis(1500));
  }

  static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(9));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int place = Math.min(damaged.length - 1, 5 + random.nextInt(damaged.length));
      damaged[place] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
    }
    return damaged;
  }

  private static <T extends Record> void readOrRefuse(StateCodec<T> codec, byte[] bytes) {
    try {
      codec.decode(bytes);
    } catch (StateFormatException refused) {
      assertThat(refused).hasMessageContaining(" ");
    }
  }
}
