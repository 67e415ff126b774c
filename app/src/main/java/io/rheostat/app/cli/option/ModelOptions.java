package io.rheostat.app.cli.option;

import io.rheostat.config.catalogue.HuggingFaceConfig;
import io.rheostat.config.catalogue.HuggingFaceConfig.PublishedModel;
import io.rheostat.config.shape.Shapes;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options that describe a model: its `config.json`, or its sizes.
public final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model's config.json, as published on Hugging Face.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--parameters", description = "Number of weights, such as 32.8e9.")
  private double parameters;

  @Option(names = "--layers", description = "Transformer layers.")
  private int layers;

  @Option(names = "--kv-heads", description = "Key/value heads of a layer.")
  private int kvHeads;

  @Option(names = "--head-dim", description = "Size of one head.")
  private int headDim;

  @Option(names = "--hidden-size", description = "Width of a layer's input.")
  private int hiddenSize;

  @Option(names = "--heads", description = "Query heads of a layer.")
  private int heads;

  @Option(
      names = "--experts",
      description =
          "Experts of a layer, those of each token, and the weights of one, such as 128,8,18.9e6.")
  private Optional<String> experts = Optional.empty();

  @Option(
      names = "--precision",
      converter = PrecisionConverter.class,
      description = "Precision the weights are published in; bf16 or the file's if left out.")
  private Optional<Precision> precision = Optional.empty();

  /// Converter of precisions such as `fp8`.
  public static final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String text) {
      return precision(text);
    }
  }

  /// Returns a precision by its name.
  static Precision precision(String text) {
    for (Precision each : Precision.values()) {
      if (Shapes.word(each).equals(text.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    List<String> known = Arrays.stream(Precision.values()).map(Shapes::word).toList();
    throw new TypeConversionException(
        "\"" + text + "\" is no precision. Write one of " + String.join(", ", known) + ".");
  }

  /// Returns the described model.
  ///
  /// @throws UsageException when it is described neither way, or by a file that can't be read
  public PublishedModel model() throws UsageException, IOException {
    if (file.isPresent()) {
      return published(file.get());
    }
    if (parameters <= 0) {
      throw new UsageException(
          "no model is described. Give --model with its config.json, or --parameters, --layers,"
              + " --kv-heads and --head-dim.");
    }
    if (layers < 1 || kvHeads < 1 || headDim < 1) {
      throw new UsageException(
          "--layers, --kv-heads and --head-dim size the KV cache: give all three.");
    }
    Precision weights = precision.orElse(Precision.BF16);
    return new PublishedModel(
        new ModelShape(
            parameters,
            layers,
            kvHeads,
            headDim,
            weights,
            Optional.of(Precision.BF16),
            Sharding.NONE,
            architecture()),
        0,
        hiddenSize > 0
            ? List.of()
            : List.of("--hidden-size is not given: a model as wide as usual is assumed."));
  }

  private PublishedModel published(Path path) throws UsageException, IOException {
    if (parameters > 0 || layers > 0 || kvHeads > 0 || headDim > 0 || hiddenSize > 0) {
      throw new UsageException(
          "--model has all sizes: leave out --parameters, --layers, --kv-heads, --head-dim and"
              + " --hidden-size, or --model.");
    }
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UsageException(
          "--model " + path + " can't be read. Give the path of a model's config.json.");
    }
    PublishedModel published = HuggingFaceConfig.read(path);
    ModelShape shape = published.shape();
    return new PublishedModel(
        precision.map(shape::with).orElse(shape),
        published.contextTokens(),
        published.assumptions());
  }

  private Optional<Architecture> architecture() throws UsageException {
    if (hiddenSize < 1) {
      if (experts.isPresent()) {
        throw new UsageException("--experts needs --hidden-size, too.");
      }
      return Optional.empty();
    }
    int queries = heads > 0 ? heads : Math.max(1, hiddenSize / headDim);
    Optional<Experts> layout =
        experts.isPresent() ? Optional.of(experts(experts.get())) : Optional.empty();
    double weights = layout.map(each -> layers * each.count() * each.parametersEach()).orElse(0.0);
    if (weights > parameters) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--experts have %.1f billion weights, --parameters says %.1f.",
              weights / 1e9,
              parameters / 1e9));
    }
    return Optional.of(new Architecture(hiddenSize, queries, 0, 0, false, layout));
  }

  private static Experts experts(String text) throws UsageException {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 3) {
        return new Experts(
            Integer.parseInt(parts[0].strip()),
            Integer.parseInt(parts[1].strip()),
            Double.parseDouble(parts[2].strip()));
      }
    } catch (NumberFormatException e) {
      // Reported below like a wrong number of parts.
    }
    throw new UsageException("--experts " + text + " is not like 128,8,18.9e6.");
  }
}
