package io.rheostat.config.catalogue;

import io.rheostat.config.shape.Shapes;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Models out of a workload's document.
public final class ModelReader {
  private ModelReader() {}

  /// Reads a model.
  ///
  /// @param directory base of a relative `config`
  /// @throws IllegalArgumentException when neither `parameters` nor a readable `config` sizes it
  public static ModelShape read(Value.Branch written, Path directory) {
    Optional<ModelShape> published =
        written.findText("config").map(file -> published(directory.resolve(file)));
    Sharding sharding = Shapes.constant(Sharding.values(), written.text("sharding"));
    Precision weights =
        written
            .findText("precision")
            .map(word -> Shapes.constant(Precision.values(), word))
            .orElse(published.map(ModelShape::precision).orElse(Precision.BF16));
    Optional<Precision> cache =
        written
            .findText("kvPrecision")
            .map(word -> Shapes.constant(Precision.values(), word))
            .or(() -> published.map(ModelShape::kvPrecision));
    if (published.isPresent()) {
      ModelShape file = published.get();
      return new ModelShape(
          written.findNumber("parameters").orElse(file.parameters()),
          file.layers(),
          file.kvHeads(),
          file.headDim(),
          weights,
          cache,
          sharding,
          file.architecture());
    }
    return new ModelShape(
        parameters(written),
        written.whole("layers"),
        written.whole("kvHeads"),
        written.whole("headDim"),
        weights,
        cache,
        sharding,
        written.has("hiddenSize") ? Optional.of(architecture(written)) : Optional.empty());
  }

  private static double parameters(Value.Branch written) {
    return written
        .findNumber("parameters")
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model.parameters is missing. Write it, or config: with the path of the"
                        + " model's config.json."));
  }

  private static ModelShape published(Path file) {
    try {
      return HuggingFaceConfig.read(file).shape();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "model.config: " + file + " can't be read. Give the path of a model's config.json.",
          unreadable);
    }
  }

  private static Architecture architecture(Value.Branch written) {
    int hidden = written.whole("hiddenSize");
    int headDim = Math.max(1, written.whole("headDim"));
    return new Architecture(
        hidden,
        written.has("heads") ? written.whole("heads") : Math.max(1, hidden / headDim),
        written.whole("vocabulary"),
        written.whole("slidingWindow"),
        false,
        written.findBranch("experts").map(ModelReader::experts));
  }

  private static Experts experts(Value.Branch written) {
    return new Experts(
        written.whole("count"), written.whole("active"), written.number("parametersEach"));
  }
}
