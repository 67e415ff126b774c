package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ExpositionParserPropertyTest {
  @Property(tries = 300)
  void whatIsRenderedIsReadAgain(
      @ForAll("pages") List<Recorded.Sample> page, @ForAll("textFormats") PageFormat format)
      throws Exception {
    String rendered = render(page, format);

    List<Recorded.Sample> read = Recorded.read(rendered, format);

    assertThat(read).isEqualTo(page);
  }

  @Property(tries = 2000)
  void randomBytesAreReadOrRefused(@ForAll byte[] page, @ForAll("textFormats") PageFormat format) {
    assertThat(readsOrRefuses(page, format)).isTrue();
  }

  @Property(tries = 500)
  void aPageWithOneChangedByteIsReadOrRefused(
      @ForAll("pages") List<Recorded.Sample> page,
      @ForAll("textFormats") PageFormat format,
      @ForAll int place,
      @ForAll byte change) {
    byte[] bytes = render(page, format).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      bytes[Math.floorMod(place, bytes.length)] = change;
    }

    assertThat(readsOrRefuses(bytes, format)).isTrue();
  }

  @Property(tries = 2000)
  void everyDoubleIsReadToTheBit(@ForAll double value) throws Exception {
    assertThat(Recorded.read("a " + value, PageFormat.TEXT).getFirst().value())
        .isEqualTo(Double.valueOf(value));
  }

  private static boolean readsOrRefuses(byte[] page, PageFormat format) {
    try {
      var _ = Recorded.read(page, format);
      return true;
    } catch (MalformedPageException refused) {
      return refused.line() >= 0;
    }
  }

  @Provide
  Arbitrary<PageFormat> textFormats() {
    return Arbitraries.of(PageFormat.TEXT, PageFormat.OPEN_METRICS);
  }

  @Provide
  Arbitrary<List<Recorded.Sample>> pages() {
    Arbitrary<String> labelName =
        Arbitraries.strings().withCharRange('a', 'z').withChars('_').ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars(
                "abc \"\\\n{},#=\té漢😀"
                    .codePoints()
                    .mapToObj(Character::toString)
                    .reduce("", String::concat)
                    .toCharArray())
            .ofMaxLength(6)
            .filter(ExpositionParserPropertyTest::wellFormed);
    Arbitrary<Map<String, String>> labels = Arbitraries.maps(labelName, text).ofMaxSize(4);
    Arbitrary<String> name = labelName.map(letters -> letters + ":total");
    Arbitrary<Double> value =
        Arbitraries.oneOf(
            Arbitraries.doubles(), Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0));
    Arbitrary<OptionalLong> time =
        Arbitraries.longs()
            .between(0, 4_000_000_000L)
            .map(seconds -> OptionalLong.of(seconds * 1000))
            .injectNull(0.5)
            .map(given -> given == null ? OptionalLong.empty() : given);
    return Combinators.combine(name, labels, value, time)
        .as(
            (metric, pairs, number, stamp) ->
                new Recorded.Sample(
                    new Recorded.Series(metric, new Labels(new TreeMap<>(pairs))), number, stamp))
        .list()
        .uniqueElements(sample -> sample.series().name())
        .ofMaxSize(8);
  }

  private static boolean wellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String render(List<Recorded.Sample> page, PageFormat format) {
    StringBuilder text = new StringBuilder("# HELP any:metric words\n");
    for (Recorded.Sample sample : page) {
      List<String> labels = new ArrayList<>();
      sample
          .series()
          .labels()
          .values()
          .forEach((name, value) -> labels.add(name + "=\"" + escape(value) + "\""));
      text.append(sample.series().name())
          .append(labels.isEmpty() ? "" : "{" + String.join(",", labels) + "}")
          .append(' ')
          .append(sample.value());
      sample
          .timestampMillis()
          .ifPresent(
              millis ->
                  text.append(' ').append(format == PageFormat.TEXT ? millis : millis / 1000));
      text.append('\n');
    }
    return text + (format == PageFormat.TEXT ? "" : "# EOF\n");
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
