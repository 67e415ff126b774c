package io.rheostat.ingest.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.config.settings.Ingest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/// Labels as bytes are read as they were written, or refused.
final class LabelBytesTest {
  private static final Ingest.Limits LIMITS = Ingest.DEFAULT.limits();

  private final LabelBytes labels = new LabelBytes();

  @Property(tries = 500)
  void theyAreReadAsTheyWereWritten(
      @ForAll @Size(max = 20) Map<@NotEmpty @StringLength(max = 300) String, String> written)
      throws MalformedSeriesException {
    Map<String, String> expected = new TreeMap<>();
    labels.clear();
    written.forEach(
        (name, value) -> {
          byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
          byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
          if (expected.putIfAbsent(text(nameBytes), text(valueBytes)) == null) {
            labels.add(nameBytes, valueBytes);
          }
        });

    assertThat(LabelBytes.read(labels.bytes(), 0, labels.size(), LIMITS)).isEqualTo(expected);
  }

  @Property(tries = 2000)
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      assertThat(LabelBytes.read(bytes, 0, bytes.length, LIMITS)).isNotNull();
    } catch (MalformedSeriesException refused) {
      assertThat(refused).hasMessageContaining(" ");
    }
    labels.clear();
    assertThat(labels.addUnnamed(bytes, 0, bytes.length)).isNotNull();
  }

  @Test
  void theNameIsTakenOutAndTheOthersStay() throws MalformedSeriesException {
    LabelBytes series = new LabelBytes();
    add(series, "a", "1");
    add(series, "__name__", "x");
    add(series, "z", "2");

    Optional<String> name = labels.addUnnamed(series);

    assertThat(name).contains("x");
    assertThat(LabelBytes.read(labels.bytes(), 0, labels.size(), LIMITS))
        .isEqualTo(Map.of("a", "1", "z", "2"));
  }

  @Test
  void aSecondNameStaysSoThatItIsRefused() throws MalformedSeriesException {
    LabelBytes series = new LabelBytes();
    add(series, "__name__", "x");
    add(series, "__name__", "y");

    assertThat(labels.addUnnamed(series)).contains("x");
    assertThat(LabelBytes.read(labels.bytes(), 0, labels.size(), LIMITS))
        .isEqualTo(Map.of("__name__", "y"));
  }

  @Test
  void labelsThatBreakOffAreRefused() {
    add(labels, "pod", "chat-0");
    byte[] cut = Arrays.copyOf(labels.bytes(), labels.size() - 1);

    assertThatThrownBy(() -> LabelBytes.read(cut, 0, cut.length, LIMITS))
        .isInstanceOf(MalformedSeriesException.class)
        .hasMessageContaining("no protobuf");
  }

  private static void add(LabelBytes to, String name, String value) {
    to.add(name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
