package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.rheostat.ingest.exposition.ExpositionProto.Bucket;
import io.rheostat.ingest.exposition.ExpositionProto.BucketSpan;
import io.rheostat.ingest.exposition.ExpositionProto.Histogram;
import io.rheostat.ingest.exposition.ExpositionProto.LabelPair;
import io.rheostat.ingest.exposition.ExpositionProto.Metric;
import io.rheostat.ingest.exposition.ExpositionProto.MetricFamily;
import io.rheostat.ingest.exposition.ExpositionProto.MetricType;
import io.rheostat.ingest.exposition.ExpositionProto.Quantile;
import io.rheostat.ingest.exposition.ExpositionProto.Scalar;
import io.rheostat.ingest.exposition.ExpositionProto.Summary;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProtobufPagesTest {
  @Test
  void countersGaugesAndUntypedMetricsAreReadWithLabelsAndTimes() throws Exception {
    Scalar seven = Scalar.newBuilder().setValue(7).build();

    List<Recorded.Sample> samples =
        read(
            family("a_total", MetricType.COUNTER, labelled("b", "x").setCounter(seven)),
            family("c", MetricType.GAUGE, labelled("b", "").setGauge(seven).setTimestampMs(-5)),
            family("größe.d", MetricType.UNTYPED, labelled("e.f", "é").setUntyped(seven)));

    assertThat(samples)
        .containsExactly(
            sample("a_total", Map.of("b", "x"), 7),
            new Recorded.Sample(new Recorded.Series("c", Labels.EMPTY), 7, OptionalLong.of(-5)),
            sample("größe.d", Map.of("e.f", "é"), 7));
  }

  @Test
  void aSummaryIsReadAsItsSeriesOnATextPage() throws Exception {
    Summary summary =
        Summary.newBuilder()
            .addQuantile(Quantile.newBuilder().setQuantile(0.5).setValue(Double.NaN))
            .setSampleCount(3)
            .setSampleSum(4.5)
            .build();

    assertThat(read(family("a", MetricType.SUMMARY, labelled("b", "x").setSummary(summary))))
        .containsExactly(
            sample("a", Map.of("b", "x", "quantile", "0.5"), Double.NaN),
            sample("a_sum", Map.of("b", "x"), 4.5),
            sample("a_count", Map.of("b", "x"), 3));
  }

  @Test
  void aClassicHistogramGetsItsLastBucketFromItsCount() throws Exception {
    Histogram histogram =
        Histogram.newBuilder()
            .addBucket(Bucket.newBuilder().setUpperBound(0.00001).setCumulativeCount(1))
            .addBucket(Bucket.newBuilder().setUpperBound(2).setCumulativeCountFloat(1.5))
            .setSampleCount(3)
            .setSampleSum(9)
            .build();

    assertThat(read(histogram(histogram)))
        .containsExactly(
            sample("a_bucket", Map.of("le", "0.00001"), 1),
            sample("a_bucket", Map.of("le", "2"), 1.5),
            sample("a_bucket", Map.of("le", "+Inf"), 3),
            sample("a_sum", Map.of(), 9),
            sample("a_count", Map.of(), 3));
  }

  @Test
  void aNativeHistogramIsReadAtTheFixedBounds() throws Exception {
    Histogram histogram =
        Histogram.newBuilder()
            .setSchema(1)
            .setZeroThreshold(1e-128)
            .setZeroCount(1)
            .addNegativeSpan(BucketSpan.newBuilder().setOffset(3).setLength(1))
            .addNegativeDelta(2)
            .addPositiveSpan(BucketSpan.newBuilder().setOffset(-1).setLength(2))
            .addPositiveDelta(4)
            .addPositiveDelta(-1)
            .setSampleCount(10)
            .setSampleSum(6)
            .build();

    List<Recorded.Sample> samples = read(histogram(histogram));

    assertThat(samples).hasSize(ExponentialBuckets.bounds() + 2);
    assertThat(samples)
        .contains(
            sample("a_bucket", Map.of("le", "0.0009765625"), 3),
            sample("a_bucket", Map.of("le", "0.5"), 3),
            sample("a_bucket", Map.of("le", "0.7071067811865476"), 7),
            sample("a_bucket", Map.of("le", "1"), 10),
            sample("a_bucket", Map.of("le", "+Inf"), 10))
        .endsWith(sample("a_sum", Map.of(), 6), sample("a_count", Map.of(), 10));
  }

  @Test
  void aNativeHistogramOfFractionsIsReadFromItsCounts() throws Exception {
    Histogram histogram =
        Histogram.newBuilder()
            .addPositiveSpan(BucketSpan.newBuilder().setOffset(1).setLength(1))
            .addPositiveCount(0.25)
            .setSampleCountFloat(0.5)
            .build();

    assertThat(read(histogram(histogram)))
        .contains(
            sample("a_bucket", Map.of("le", "1.4142135623730951"), 0),
            sample("a_bucket", Map.of("le", "2"), 0.25),
            sample("a_bucket", Map.of("le", "+Inf"), 0.5));
  }

  @Test
  void aHistogramThatIsBothIsReadAtItsOwnBounds() throws Exception {
    Histogram histogram =
        Histogram.newBuilder()
            .addBucket(Bucket.newBuilder().setUpperBound(5).setCumulativeCount(1))
            .addPositiveSpan(BucketSpan.newBuilder().setLength(1))
            .addPositiveDelta(1)
            .setSampleCount(1)
            .build();

    assertThat(read(histogram(histogram)))
        .extracting(sample -> sample.series().labels().value("le").orElse("-"))
        .containsExactly("5", "+Inf", "-", "-");
  }

  @Test
  void aKnownSeriesIsNotResolvedAgain() throws Exception {
    Recorded recorded = new Recorded();
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(recorded);
    Histogram histogram = Histogram.newBuilder().setZeroCount(1).setSampleCount(1).build();
    byte[] page = page(histogram(histogram));

    parser.parse(page, PageFormat.PROTOBUF);
    parser.parse(page, PageFormat.PROTOBUF);

    assertThat(recorded.resolved).isEqualTo(40);
    assertThat(recorded.samples).hasSize(80);
  }

  @Test
  void anImpossiblePageIsRefusedWithTheFamilyAndTheReason() throws Exception {
    Metric.Builder gauge = Metric.newBuilder().setGauge(Scalar.getDefaultInstance());
    MetricFamily good = family("a", MetricType.GAUGE, gauge);
    ByteString notUtf8 = ByteString.copyFrom(new byte[] {(byte) 0xff});

    refused("no value of its type", good, family("a", MetricType.COUNTER, gauge));
    refused("no name", good, family("", MetricType.GAUGE, gauge));
    refused("type is not known", good, good.toBuilder().setTypeValue(9).build());
    refused("not UTF-8", good, good.toBuilder().setName(notUtf8).build());
    refused("there twice", good, family("a", MetricType.GAUGE, twice(gauge)));
    refused("scale 30", good, histogram(nativeHistogram().setSchema(30).build()));
    refused("2 buckets", good, histogram(nativeHistogram().addPositiveSpan(span()).build()));
    refused("order of their bounds", good, histogram(unsorted()));
  }

  @Test
  void aPageThatIsCutOffIsRefused() throws Exception {
    Metric.Builder gauge = Metric.newBuilder().setGauge(Scalar.newBuilder().setValue(1));
    byte[] page = page(family("a", MetricType.GAUGE, gauge));

    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> Recorded.read(Arrays.copyOf(page, page.length - 1), PageFormat.PROTOBUF))
        .withMessage("metric family 1: it is longer than the page; the page may be cut off");
  }

  @Test
  void aSmallPageThatStandsForVeryManySeriesIsRefused() throws Exception {
    MetricFamily.Builder family =
        MetricFamily.newBuilder()
            .setName(ByteString.copyFromUtf8("a"))
            .setType(MetricType.HISTOGRAM);
    for (int metric = 0; metric < 40; metric++) {
      family.addMetric(labelled("b", metric + "x".repeat(100_000)).setHistogram(nativeHistogram()));
    }
    byte[] page = page(family.build());
    ExpositionParser<Integer> parser = new ExpositionParser<>(new CountingSink());

    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> parser.parse(page, PageFormat.PROTOBUF))
        .withMessageContaining("64 MiB");
  }

  private static final class CountingSink implements PageSink<Integer> {
    @Override
    public Integer series(String name, Labels labels) {
      return 0;
    }

    @Override
    public void sample(Integer series, double value, OptionalLong timestampMillis) {}
  }

  private static void refused(String reason, MetricFamily... families) {
    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> read(families))
        .withMessageStartingWith("metric family 2: ")
        .withMessageContaining(reason);
  }

  private static Histogram.Builder nativeHistogram() {
    return Histogram.newBuilder().setZeroCount(1).setSampleCount(1);
  }

  private static Histogram unsorted() {
    return Histogram.newBuilder()
        .addBucket(Bucket.newBuilder().setUpperBound(2))
        .addBucket(Bucket.newBuilder().setUpperBound(1))
        .build();
  }

  private static BucketSpan span() {
    return BucketSpan.newBuilder().setLength(2).build();
  }

  private static Metric.Builder twice(Metric.Builder metric) {
    LabelPair label = labelled("b", "x").getLabel(0);
    return metric.clone().addLabel(label).addLabel(label);
  }

  private static Metric.Builder labelled(String name, String value) {
    return Metric.newBuilder()
        .addLabel(
            LabelPair.newBuilder()
                .setName(ByteString.copyFromUtf8(name))
                .setValue(ByteString.copyFromUtf8(value)));
  }

  private static MetricFamily histogram(Histogram histogram) {
    return family("a", MetricType.HISTOGRAM, Metric.newBuilder().setHistogram(histogram));
  }

  private static MetricFamily family(String name, MetricType type, Metric.Builder metric) {
    return MetricFamily.newBuilder()
        .setName(ByteString.copyFromUtf8(name))
        .setType(type)
        .addMetric(metric)
        .build();
  }

  private static List<Recorded.Sample> read(MetricFamily... families) throws Exception {
    return Recorded.read(page(families), PageFormat.PROTOBUF);
  }

  private static byte[] page(MetricFamily... families) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    for (MetricFamily family : families) {
      family.writeDelimitedTo(page);
    }
    return page.toByteArray();
  }

  private static Recorded.Sample sample(String name, Map<String, String> labels, double value) {
    return new Recorded.Sample(
        new Recorded.Series(name, new Labels(new TreeMap<>(labels))), value, OptionalLong.empty());
  }
}
