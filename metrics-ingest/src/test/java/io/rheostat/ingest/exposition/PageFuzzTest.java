package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.rheostat.ingest.exposition.ExpositionProto.BucketSpan;
import io.rheostat.ingest.exposition.ExpositionProto.Histogram;
import io.rheostat.ingest.exposition.ExpositionProto.LabelPair;
import io.rheostat.ingest.exposition.ExpositionProto.Metric;
import io.rheostat.ingest.exposition.ExpositionProto.MetricFamily;
import io.rheostat.ingest.exposition.ExpositionProto.MetricType;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Whatever a page is made of, it is read or refused, and costs no more memory than its size
/// allows. The pages are those of real exporters and of conformance suites, where they are there,
/// with their bytes flipped, cut, doubled and spliced.
final class PageFuzzTest {
  /// Allocated bytes, garbage included, for each byte of a page; its shortest samples cost most.
  private static final long BYTES_PER_BYTE = 400;

  /// A native histogram of a few bytes is 40 series.
  private static final long PROTOBUF_BYTES_PER_BYTE = 4000;

  private static final long BYTES_ANYWAY = 200_000;
  private static final int LARGEST_PAGE = 60_000;

  /// One parser for all tries, as a target has one: a page must not break the next one.
  private static final ExpositionParser<Labels> PARSER = new ExpositionParser<>(new LabelSink());

  private static final List<byte[]> PAGES = warmed(pages());

  @Property(tries = 6000, shrinking = ShrinkingMode.OFF)
  void aChangedPageIsReadOrRefused(@ForAll("changedPages") byte[] page, @ForAll PageFormat format) {
    assertThat(allocatedBy(page, format)).isLessThan(allowed(page, format));
  }

  @Property(tries = 6000)
  void randomBytesAreReadOrRefused(@ForAll byte[] page, @ForAll PageFormat format) {
    assertThat(allocatedBy(page, format)).isLessThan(allowed(page, format));
  }

  @Property(tries = 3000)
  void wordsOfTheFormatsInAnyOrderAreReadOrRefused(
      @ForAll("words") List<String> words, @ForAll PageFormat format) {
    byte[] page = String.join("", words).getBytes(StandardCharsets.UTF_8);

    assertThat(allocatedBy(page, format)).isLessThan(allowed(page, format));
  }

  @Provide
  Arbitrary<byte[]> changedPages() {
    return Arbitraries.longs().map(PageFuzzTest::changed);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(
            "# TYPE ",
            "# HELP ",
            "# UNIT ",
            "# EOF",
            "\n",
            " ",
            "\t",
            "a",
            "a_bucket",
            "a_total",
            "a_info",
            "counter",
            "histogram",
            "stateset",
            "info",
            "{",
            "}",
            "le=",
            "a=",
            "\"+Inf\"",
            "\"",
            "\"x\"",
            ",",
            "\\",
            "1",
            "-1",
            "NaN",
            "1e",
            ".5",
            " # ",
            "é",
            "_s")
        .list()
        .ofMaxSize(40);
  }

  private static long allocatedBy(byte[] page, PageFormat format) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Optional<MalformedPageException> refusal = refusal(page, format);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    refusal.ifPresent(
        refused -> {
          assertThat(refused).hasMessageMatching("(?s)(line|metric family) \\d+: .+");
          assertThat(refused.line()).isNotNegative();
        });
    return allocated;
  }

  private static Optional<MalformedPageException> refusal(byte[] page, PageFormat format) {
    try {
      PARSER.parse(page, format);
      return Optional.empty();
    } catch (MalformedPageException refused) {
      return Optional.of(refused);
    }
  }

  /// Excludes everything loaded and set up once from the measurement.
  private static List<byte[]> warmed(List<byte[]> pages) {
    for (byte[] page : pages) {
      for (PageFormat format : PageFormat.values()) {
        var _ = refusal(page, format);
      }
    }
    return pages;
  }

  private static final class LabelSink implements PageSink<Labels> {
    @Override
    public Labels series(String name, Labels labels) {
      return labels;
    }

    @Override
    public void sample(Labels series, double value, OptionalLong timestampMillis) {}
  }

  private static long allowed(byte[] page, PageFormat format) {
    long each = format == PageFormat.PROTOBUF ? PROTOBUF_BYTES_PER_BYTE : BYTES_PER_BYTE;
    return BYTES_ANYWAY + each * page.length;
  }

  private static byte[] changed(long seed) {
    Random random = new Random(seed);
    byte[] page = PAGES.get(random.nextInt(PAGES.size())).clone();
    for (int change = random.nextInt(4); change >= 0; change--) {
      page = changedOnce(page, random);
    }
    return page;
  }

  private static byte[] changedOnce(byte[] page, Random random) {
    int from = random.nextInt(page.length + 1);
    int to = Math.min(page.length, from + random.nextInt(200));
    byte[] head = Arrays.copyOf(page, from);
    byte[] tail = Arrays.copyOfRange(page, to, page.length);
    byte[] middle = Arrays.copyOfRange(page, from, to);
    return switch (random.nextInt(6)) {
      case 0 -> head;
      case 1 -> joined(head, tail);
      case 2 -> joined(head, middle, middle, tail);
      case 3 -> joined(head, PAGES.get(random.nextInt(PAGES.size())), tail);
      case 4 -> joined(head, "{}\"\\\n #,=".getBytes(StandardCharsets.UTF_8), tail);
      default -> flipped(page, random);
    };
  }

  private static byte[] flipped(byte[] page, Random random) {
    for (int flip = 0; flip < 3 && page.length > 0; flip++) {
      page[random.nextInt(page.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return page;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      page.writeBytes(part);
    }
    return page.size() > LARGEST_PAGE
        ? Arrays.copyOf(page.toByteArray(), LARGEST_PAGE)
        : page.toByteArray();
  }

  private static List<byte[]> pages() {
    List<byte[]> pages = new ArrayList<>();
    pages.add(
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\n# EOF\n".getBytes(StandardCharsets.UTF_8));
    pages.add(nativePage());
    // Without them the two pages made here are enough to go on with.
    SharedData.find("exposition").ifPresent(folder -> addPages(folder, pages));
    return pages;
  }

  private static void addPages(Path folder, List<byte[]> pages) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(PageFuzzTest::page).sorted().toList()) {
        byte[] page = Files.readAllBytes(file);
        pages.add(Arrays.copyOf(page, Math.min(page.length, LARGEST_PAGE / 2)));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean page(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.equals("metrics")
            || name.endsWith(".txt")
            || name.endsWith(".prom")
            || name.startsWith("protobuf")
            || name.startsWith("from_test"));
  }

  private static byte[] nativePage() {
    Histogram histogram =
        Histogram.newBuilder()
            .setSchema(3)
            .setSampleCount(9)
            .addPositiveSpan(BucketSpan.newBuilder().setOffset(-3).setLength(2))
            .addPositiveDelta(4)
            .addPositiveDelta(1)
            .build();
    ByteString word = ByteString.copyFromUtf8("engine");
    Metric metric =
        Metric.newBuilder()
            .addLabel(LabelPair.newBuilder().setName(word).setValue(word))
            .setHistogram(histogram)
            .build();
    MetricFamily family =
        MetricFamily.newBuilder()
            .setName(word)
            .setType(MetricType.HISTOGRAM)
            .addMetric(metric)
            .build();
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      family.writeDelimitedTo(page);
      family.writeDelimitedTo(page);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return page.toByteArray();
  }
}
