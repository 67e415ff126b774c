package io.rheostat.topics.mapping;

import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.proto.SignalProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Mapping of readings, gone replicas and alerts.
///
/// Readings are most of all records, so their samples travel as packed arrays and this class uses
/// no streams and boxes no numbers. Encoding sorts samples into the canonical order: scalars by
/// number of their signal, preference and series, then buckets likewise and by upper bound. Samples
/// equal in that order keep their place. Decoding keeps the order of the bytes.
public final class SignalMapping {
  private static final Comparator<Sample> CANONICAL = SignalMapping::compare;
  private static final Sample[] NO_SAMPLES = {};

  private SignalMapping() {}

  /// Encodes a reading, its samples in the canonical order.
  public static SignalProto.Reading encode(Reading reading) {
    SignalProto.Reading.Builder builder =
        SignalProto.Reading.newBuilder()
            .setWorkload(reading.workload())
            .setReplica(reading.replica())
            .setPlacement(reading.placement())
            .setObservedAt(TimeMapping.encode(reading.observedAt()));
    Sample[] samples = reading.samples().toArray(NO_SAMPLES);
    Arrays.sort(samples, CANONICAL);
    SignalProto.Histogram.Builder histogram = SignalProto.Histogram.newBuilder();
    Origin of = Origin.ONLY;
    for (Sample sample : samples) {
      switch (sample) {
        case Sample.Scalar(Signal signal, Origin _, double value) ->
            builder.addScalarSignalsValue(signal.number()).addScalarValues(value);
        case Sample.Bucket(Signal signal, Origin origin, double upperBound, double count) -> {
          if (histogram.getSignalValue() != signal.number() || !of.equals(origin)) {
            addHistogram(builder, histogram);
            begin(histogram, signal, origin);
            of = origin;
          }
          histogram.addUpperBounds(upperBound).addCumulativeCounts(count);
        }
      }
    }
    addHistogram(builder, histogram);
    addOrigins(builder, samples);
    return builder.build();
  }

  private static void begin(SignalProto.Histogram.Builder histogram, Signal signal, Origin origin) {
    histogram
        .clear()
        .setSignalValue(signal.number())
        .setSeries(origin.series())
        .setPreference(origin.preference())
        .setDelta(origin.temporality() == Origin.Temporality.DELTA);
  }

  /// Adds the origins. Each of the three arrays is left out when it says nothing.
  private static void addOrigins(SignalProto.Reading.Builder builder, Sample[] samples) {
    boolean series = false;
    boolean preferences = false;
    boolean deltas = false;
    int scalars = builder.getScalarSignalsCount();
    for (int i = 0; i < scalars; i++) {
      Origin origin = samples[i].origin();
      series |= origin.series() != 0;
      preferences |= origin.preference() != 0;
      deltas |= origin.temporality() == Origin.Temporality.DELTA;
    }
    for (int i = 0; i < scalars; i++) {
      Origin origin = samples[i].origin();
      if (series) {
        builder.addScalarSeries(origin.series());
      }
      if (preferences) {
        builder.addScalarPreferences(origin.preference());
      }
      if (deltas) {
        builder.addScalarDeltas(origin.temporality() == Origin.Temporality.DELTA);
      }
    }
  }

  /// Decodes a reading.
  ///
  /// @throws IllegalArgumentException for an absent time, arrays of different lengths, an unknown
  ///     signal, or a value refused by the model
  public static Reading decode(SignalProto.Reading reading) {
    Decoding.require(reading.hasObservedAt(), "reading.observed_at");
    int scalars = reading.getScalarSignalsCount();
    requireSameLength("scalar_values", scalars, reading.getScalarValuesCount());
    requireSameLengthOrNone("scalar_series", scalars, reading.getScalarSeriesCount());
    requireSameLengthOrNone("scalar_preferences", scalars, reading.getScalarPreferencesCount());
    requireSameLengthOrNone("scalar_deltas", scalars, reading.getScalarDeltasCount());
    List<Sample> samples = new ArrayList<>(scalars + 16 * reading.getHistogramsCount());
    for (int i = 0; i < scalars; i++) {
      samples.add(
          new Sample.Scalar(
              Signal.ofNumber(reading.getScalarSignalsValue(i)),
              origin(reading, i),
              reading.getScalarValues(i)));
    }
    for (int i = 0; i < reading.getHistogramsCount(); i++) {
      addBuckets(reading.getHistograms(i), samples);
    }
    return new Reading(
        reading.getWorkload(),
        reading.getReplica(),
        reading.getPlacement(),
        TimeMapping.decode(reading.getObservedAt()),
        samples);
  }

  private static Origin origin(SignalProto.Reading reading, int scalar) {
    return origin(
        reading.getScalarPreferencesCount() > 0 ? reading.getScalarPreferences(scalar) : 0,
        reading.getScalarSeriesCount() > 0 ? reading.getScalarSeries(scalar) : 0,
        reading.getScalarDeltasCount() > 0 && reading.getScalarDeltas(scalar));
  }

  private static Origin origin(int preference, int series, boolean delta) {
    if (preference == 0 && series == 0 && !delta) {
      return Origin.ONLY;
    }
    return new Origin(
        preference, series, delta ? Origin.Temporality.DELTA : Origin.Temporality.CUMULATIVE);
  }

  /// Encodes the end of a replica.
  public static SignalProto.ReplicaGone encode(ReplicaGone gone) {
    return SignalProto.ReplicaGone.newBuilder()
        .setWorkload(gone.workload())
        .setReplica(gone.replica())
        .build();
  }

  /// Decodes the end of a replica.
  ///
  /// @throws IllegalArgumentException for a value refused by the model
  public static ReplicaGone decode(SignalProto.ReplicaGone gone) {
    return new ReplicaGone(gone.getWorkload(), gone.getReplica());
  }

  /// Encodes an alert notification.
  public static SignalProto.Alert encode(Alert alert) {
    return SignalProto.Alert.newBuilder()
        .setWorkload(alert.workload())
        .setName(alert.name())
        .setFiring(alert.firing())
        .setStartsAt(TimeMapping.encode(alert.startsAt()))
        .setFingerprint(alert.fingerprint())
        .build();
  }

  /// Decodes an alert notification.
  ///
  /// @throws IllegalArgumentException for an absent start or a value refused by the model
  public static Alert decode(SignalProto.Alert alert) {
    Decoding.require(alert.hasStartsAt(), "alert.starts_at");
    return new Alert(
        alert.getWorkload(),
        alert.getName(),
        alert.getFiring(),
        TimeMapping.decode(alert.getStartsAt()),
        alert.getFingerprint());
  }

  private static void addHistogram(
      SignalProto.Reading.Builder builder, SignalProto.Histogram.Builder histogram) {
    if (histogram.getUpperBoundsCount() > 0) {
      builder.addHistograms(histogram.build());
    }
  }

  private static void addBuckets(SignalProto.Histogram histogram, List<Sample> samples) {
    int buckets = histogram.getUpperBoundsCount();
    requireSameLength("cumulative_counts", buckets, histogram.getCumulativeCountsCount());
    Signal signal = Signal.ofNumber(histogram.getSignalValue());
    Origin origin = origin(histogram.getPreference(), histogram.getSeries(), histogram.getDelta());
    for (int i = 0; i < buckets; i++) {
      samples.add(
          new Sample.Bucket(
              signal, origin, histogram.getUpperBounds(i), histogram.getCumulativeCounts(i)));
    }
  }

  private static void requireSameLength(String name, int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          name + " holds " + found + " values for " + wanted + ". Give both arrays one length.");
    }
  }

  private static void requireSameLengthOrNone(String name, int wanted, int found) {
    if (found > 0) {
      requireSameLength(name, wanted, found);
    }
  }

  private static int compare(Sample left, Sample right) {
    boolean leftIsBucket = left instanceof Sample.Bucket;
    boolean rightIsBucket = right instanceof Sample.Bucket;
    if (leftIsBucket != rightIsBucket) {
      return leftIsBucket ? 1 : -1;
    }
    int bySignal = Integer.compare(left.signal().number(), right.signal().number());
    if (bySignal != 0) {
      return bySignal;
    }
    int byOrigin = compare(left.origin(), right.origin());
    if (byOrigin != 0
        || !(left instanceof Sample.Bucket one)
        || !(right instanceof Sample.Bucket other)) {
      return byOrigin;
    }
    return Double.compare(one.upperBound(), other.upperBound());
  }

  private static int compare(Origin left, Origin right) {
    int byPreference = Integer.compare(left.preference(), right.preference());
    if (byPreference != 0) {
      return byPreference;
    }
    int bySeries = Integer.compareUnsigned(left.series(), right.series());
    return bySeries != 0 ? bySeries : left.temporality().compareTo(right.temporality());
  }
}
