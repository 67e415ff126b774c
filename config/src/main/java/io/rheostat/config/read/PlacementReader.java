package io.rheostat.config.read;

import io.rheostat.config.shape.KubernetesShapes;
import io.rheostat.config.shape.Shapes;
import io.rheostat.config.shape.WorkloadShapes;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import io.rheostat.model.sizing.DiskSpace;
import io.rheostat.model.sizing.HostMemory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Placements out of a workload's document.
final class PlacementReader {
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  private PlacementReader() {}

  /// @param directory base of relative files
  static Placement placement(
      Value.Branch written, String type, Optional<ModelShape> declared, Path directory) {
    Optional<Value.Branch> profile = written.findBranch("profile");
    boolean training = type.equals(WorkloadShapes.TRAINING);
    int devices = written.whole("tensorParallel") * written.whole("pipelineParallel");
    Optional<Precision> precision =
        written.findText("precision").map(word -> Shapes.constant(Precision.values(), word));
    Optional<ModelShape> model = declared.map(shape -> precision.map(shape::with).orElse(shape));
    return new Placement(
        written.has("name") ? written.text("name") : defaultName(written),
        written.text("device"),
        written.whole("tensorParallel"),
        written.whole("pipelineParallel"),
        widths(written),
        gib(written, "memory").orElseGet(() -> memory(model, devices, training, widths(written))),
        gib(written, "disk").orElseGet(() -> disk(model, devices, training)),
        written.duration("startup"),
        written.findNumber("performance"),
        training ? Optional.empty() : profile.map(PlacementReader::engine),
        training ? profile.map(PlacementReader::step) : Optional.empty(),
        target(written, directory),
        written
            .findBranch("quality")
            .map(quality -> new Quality(quality.number("score"), quality.text("source"))),
        precision);
  }

  /// Returns a name such as `h100-sxm`, `h100-sxm-tp2` or `h100-sxm-tp2-pp4`.
  private static String defaultName(Value.Branch written) {
    int tensor = written.whole("tensorParallel");
    int pipeline = written.whole("pipelineParallel");
    return written.text("device")
        + (tensor > 1 ? "-tp" + tensor : "")
        + (pipeline > 1 ? "-pp" + pipeline : "");
  }

  private static List<Integer> widths(Value.Branch written) {
    List<Integer> widths = new ArrayList<>();
    for (Value width : written.findItems("widths").values()) {
      widths.add(((Value.Quantity) width).number().intValueExact());
    }
    return widths;
  }

  private static Optional<Double> gib(Value.Branch written, String key) {
    return written.has(key)
        ? Optional.of(written.decimal(key).doubleValue() / GIB.doubleValue())
        : Optional.empty();
  }

  private static double memory(
      Optional<ModelShape> model, int devices, boolean training, List<Integer> widths) {
    if (model.isEmpty()) {
      return 0;
    }
    int least = widths.stream().mapToInt(Integer::intValue).min().orElse(1);
    return training
        ? HostMemory.trainingGib(model.get(), devices, least)
        : HostMemory.inferenceGib(model.get(), devices);
  }

  private static double disk(Optional<ModelShape> model, int devices, boolean training) {
    if (model.isEmpty()) {
      return 0;
    }
    return training
        ? DiskSpace.trainingGib(model.get(), devices)
        : DiskSpace.inferenceGib(model.get());
  }

  static EngineProfile engine(Value.Branch profile) {
    return new EngineProfile(
        profile.number("base"),
        profile.number("perSequence"),
        profile.number("perKvToken"),
        profile.number("perPrefillToken"),
        profile.number("kvTokens"),
        profile.whole("maxSequences"),
        profile.whole("chunkTokens"));
  }

  private static StepProfile step(Value.Branch profile) {
    return new StepProfile(
        profile.number("perSample"), profile.number("sync"), profile.number("perWorkerSync"));
  }

  static Target target(Value.Branch written, Path directory) {
    if (written.children().get("target") instanceof Value.Branch target) {
      String driver = target.children().firstKey();
      SortedMap<String, String> settings = TargetSettings.of(target.branch(driver), directory);
      boolean managed = driver.equals(KubernetesShapes.DRIVER) && settings.containsKey("resources");
      if (managed && written.has("memory") && written.decimal("memory").signum() > 0) {
        // An order has its target and not its placement.
        settings.put("memory", written.decimal("memory").toBigInteger().toString());
      }
      return new Target(driver, settings);
    }
    return Target.OBSERVE;
  }
}
