package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.Parallelism;
import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Precision;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Step from one device to another: ratios of times on A100 and H100 in Splitwise's measurements
/// (MIT), whose engine of 2023 is another one, so absolute times differ.
///
/// @param pairs configurations measured on both
/// @param tokenError median error of the ratio of decoding times
/// @param promptError median error of the ratio of prompt times
record DeviceShift(int pairs, double tokenError, double promptError) {
  /// Measured configuration, without its device.
  private record Setting(String model, int prompt, int batch, int tokens, int tensorParallel) {}

  /// Median times, seconds.
  private record Times(double prompt, double token) {}

  static DeviceShift measured(Path profiles, SpeedCoefficients coefficients) throws IOException {
    Map<String, Times> a100 = times(profiles, "a100-80gb");
    Map<String, Times> h100 = times(profiles, "h100-80gb");
    List<Double> token = new ArrayList<>();
    List<Double> prompt = new ArrayList<>();
    for (Map.Entry<String, Times> each : a100.entrySet()) {
      Times other = h100.get(each.getKey());
      if (other != null) {
        Setting setting = setting(each.getKey());
        Times slow = predicted(setting, Predictions.A100, coefficients);
        Times fast = predicted(setting, Predictions.H100, coefficients);
        Times measured = each.getValue();
        token.add(slow.token / fast.token / (measured.token / other.token) - 1);
        prompt.add(slow.prompt / fast.prompt / (measured.prompt / other.prompt) - 1);
      }
    }
    return new DeviceShift(token.size(), median(token), median(prompt));
  }

  private static double median(List<Double> errors) {
    return ErrorSummary.quantile(
        errors.stream().mapToDouble(error -> Math.abs(error)).toArray(), 0.5);
  }

  private static Times predicted(Setting setting, Device device, SpeedCoefficients coefficients) {
    SpeedModel speed =
        SpeedModel.of(
            MeasuredModels.of(setting.model, Precision.BF16),
            device,
            new Parallelism(setting.tensorParallel, 1, 1),
            coefficients,
            ServingEngine.VLLM);
    double context = setting.prompt + setting.tokens / 2.0;
    double prompt =
        speed.promptSeconds(
            new SpeedModel.Requests(setting.prompt * (double) setting.batch, setting.tokens, 0));
    return new Times(prompt, speed.decodeSeconds(setting.batch, context));
  }

  private static SortedMap<String, Times> times(Path profiles, String device) throws IOException {
    SortedMap<String, List<Times>> all = new TreeMap<>();
    try (Reader text = Files.newBufferedReader(profiles.resolve("splitwise/perf_model.csv"));
        CSVParser parser = SiliconSample.table().parse(text)) {
      for (CSVRecord each : parser) {
        if (each.get("hardware").equals(device)) {
          all.computeIfAbsent(key(each), _ -> new ArrayList<>())
              .add(new Times(millis(each, "prompt_time"), millis(each, "token_time")));
        }
      }
    }
    SortedMap<String, Times> medians = new TreeMap<>();
    all.forEach(
        (key, times) ->
            medians.put(
                key,
                new Times(
                    median(times.stream().map(Times::prompt).toList()),
                    median(times.stream().map(Times::token).toList()))));
    return medians;
  }

  private static double millis(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column)) / 1000;
  }

  private static String key(CSVRecord row) {
    return String.join(
        " ",
        row.get("model"),
        row.get("prompt_size"),
        row.get("batch_size"),
        row.get("token_size"),
        row.get("tensor_parallel"));
  }

  private static Setting setting(String key) {
    String[] parts = key.split(" ", -1);
    return new Setting(
        parts[0],
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Integer.parseInt(parts[4]));
  }
}
