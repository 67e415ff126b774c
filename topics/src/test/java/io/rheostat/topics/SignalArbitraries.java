package io.rheostat.topics;

import static io.rheostat.topics.ModelArbitraries.amounts;
import static io.rheostat.topics.ModelArbitraries.names;
import static io.rheostat.topics.ModelArbitraries.numbers;
import static io.rheostat.topics.ModelArbitraries.texts;
import static io.rheostat.topics.ModelArbitraries.times;

import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any reading and any alert.
final class SignalArbitraries {
  private SignalArbitraries() {}

  /// Readings in the canonical order of their samples.
  static Arbitrary<Reading> readings() {
    Comparator<Sample> canonical =
        Comparator.<Sample>comparingInt(sample -> sample instanceof Sample.Scalar ? 0 : 1)
            .thenComparingInt(sample -> sample.signal().number())
            .thenComparingDouble(
                sample -> sample instanceof Sample.Bucket bucket ? bucket.upperBound() : 0);
    Arbitrary<List<Sample>> samples =
        samples()
            .list()
            .ofMinSize(1)
            .ofMaxSize(40)
            .map(list -> list.stream().sorted(canonical).toList());
    return Combinators.combine(names(), names(), names(), times(), samples).as(Reading::new);
  }

  private static Arbitrary<Sample> samples() {
    Arbitrary<Signal> scalars =
        Arbitraries.of(Signal.class).filter(signal -> signal.kind() != Signal.Kind.HISTOGRAM);
    Arbitrary<Signal> histograms =
        Arbitraries.of(
            Arrays.stream(Signal.values())
                .filter(signal -> signal.kind() == Signal.Kind.HISTOGRAM)
                .toList());
    Arbitrary<Double> bounds =
        Arbitraries.oneOf(numbers(), Arbitraries.just(Double.POSITIVE_INFINITY));
    return Arbitraries.oneOf(
        Combinators.combine(scalars, numbers()).as(Sample.Scalar::new),
        Combinators.combine(histograms, bounds, amounts()).as(Sample.Bucket::new));
  }

  static Arbitrary<Alert> alerts() {
    return Combinators.combine(names(), names(), Arbitraries.of(true, false), times(), texts())
        .as(Alert::new);
  }
}
