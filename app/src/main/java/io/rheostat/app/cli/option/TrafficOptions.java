package io.rheostat.app.cli.option;

import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.option.NetValue;
import io.rheostat.core.sizing.SizingRequest;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options that describe the traffic of a service and what it earns.
public final class TrafficOptions {
  @Option(
      names = "--rate",
      converter = RateConverter.class,
      defaultValue = "5/s",
      description = "Requests, such as 5/s (default).")
  private double rate;

  @Option(names = "--input", defaultValue = "1024", description = "Mean prompt tokens (1024).")
  private double input;

  @Option(names = "--output", defaultValue = "256", description = "Mean generated tokens (256).")
  private double output;

  @Option(
      names = "--cached",
      defaultValue = "0",
      description = "Share of prompt tokens found in the prefix cache, 0 to below 1 (0).")
  private double cached;

  @Option(
      names = "--ttft",
      converter = DurationConverter.class,
      defaultValue = "2s",
      description = "Limit of the time to first token (2s).")
  private Duration ttft = Duration.ofSeconds(2);

  @Option(
      names = "--tpot",
      converter = DurationConverter.class,
      defaultValue = "100ms",
      description = "Limit of the mean time per output token (100ms).")
  private Duration tpot = Duration.ofMillis(100);

  @Option(
      names = "--value",
      defaultValue = "4",
      description = "Dollars earned by a thousand good requests (4).")
  private double value;

  @Option(
      names = "--engine",
      converter = EngineConverter.class,
      defaultValue = "vllm",
      description = "vllm (default), sglang or tensorrt-llm.")
  private ServingEngine engine = ServingEngine.VLLM;

  @Option(
      names = "--precisions",
      split = ",",
      converter = ModelOptions.PrecisionConverter.class,
      paramLabel = "PRECISION",
      description = "Precisions to look at; the published one if left out.")
  private List<Precision> precisions = new ArrayList<>();

  @Option(
      names = "--quality",
      paramLabel = "PRECISION=SCORE:SOURCE",
      description =
          "Quality of the answers at a precision, 0 to 1, with the evaluation that gave it.")
  private Map<String, String> qualities = new LinkedHashMap<>();

  @Option(
      names = "--headroom",
      defaultValue = "0.25",
      description =
          "Share of the rate for which capacity is kept free, since traffic varies and speed is"
              + " predicted (0.25).")
  private double headroom;

  @Option(names = "--min-quality", defaultValue = "0", description = "Lowest quality allowed (0).")
  private double minQuality;

  @Option(
      names = "--max-devices",
      defaultValue = "8",
      description = "Most devices of a replica (8); never more than a node has.")
  private int maxDevices;

  @Option(names = "--max-replicas", defaultValue = "1000", description = "Most replicas (1000).")
  private int maxReplicas;

  /// Converter of engines.
  static final class EngineConverter implements ITypeConverter<ServingEngine> {
    @Override
    public ServingEngine convert(String text) {
      return switch (text) {
        case "vllm" -> ServingEngine.VLLM;
        case "sglang" -> ServingEngine.SGLANG;
        case "tensorrt-llm", "trtllm" -> ServingEngine.TENSORRT_LLM;
        default ->
            throw new TypeConversionException(
                "\"" + text + "\" is no engine. Write vllm, sglang or tensorrt-llm.");
      };
    }
  }

  /// Returns the question for a model.
  ///
  /// @throws UsageException when a number is out of its range or a quality has no source
  public SizingRequest request(ModelShape model) throws UsageException {
    if (!(input >= 1 && output >= 1) || maxDevices < 1 || maxReplicas < 1 || value < 0) {
      throw new UsageException(
          "--input, --output, --max-devices and --max-replicas must be 1 or more, --value 0 or"
              + " more.");
    }
    if (cached < 0 || cached >= 1) {
      throw new UsageException("--cached " + cached + " must be 0 or more and below 1.");
    }
    if (!(headroom >= 0 && headroom <= 10) || !(minQuality >= 0 && minQuality <= 1)) {
      throw new UsageException("--headroom must be from 0 to 10, --min-quality from 0 to 1.");
    }
    if (!ttft.isPositive() || !tpot.isPositive()) {
      throw new UsageException("--ttft and --tpot must be above 0.");
    }
    Demand demand = new Demand(rate, input, output);
    Set<Precision> wanted = precisions.isEmpty() ? Set.of() : EnumSet.copyOf(precisions);
    return new SizingRequest(
        model,
        engine,
        demand,
        cached,
        new Objective.Inference(
            new Slo(ttft, tpot, 0.99), value / 1000, Optional.of(demand), minQuality),
        new NetValue(1, 1),
        new SizingRequest.Limits(maxDevices, maxReplicas, wanted, scores(), headroom));
  }

  private Map<Precision, Quality> scores() throws UsageException {
    Map<Precision, Quality> scores = new EnumMap<>(Precision.class);
    for (Map.Entry<String, String> each : qualities.entrySet()) {
      int colon = each.getValue().indexOf(':');
      if (colon < 0 || colon == each.getValue().length() - 1) {
        throw new UsageException(
            "--quality "
                + each.getKey()
                + "="
                + each.getValue()
                + " has no source. Write the evaluation after it: "
                + each.getKey()
                + "="
                + each.getValue().replaceFirst(":$", "")
                + ":mmlu-pro-2026-11.");
      }
      try {
        scores.put(
            ModelOptions.precision(each.getKey()),
            new Quality(
                Double.parseDouble(each.getValue().substring(0, colon)),
                each.getValue().substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new UsageException(
            "--quality " + each.getValue() + " does not begin with a number from 0 to 1.");
      }
    }
    return scores;
  }
}
