package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.Parallelism;
import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.model.resource.Precision;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reader of the aggregated rows of `aiconfigurator/silicon_sample-h100.csv`.
final class SiliconSample {
  private static final Pattern CONCURRENCY = Pattern.compile("silicon_concurrency=(\\d+)");
  private static final double MILLIS = 1e-3;

  private SiliconSample() {}

  /// Returns the rows of models with a known layout.
  ///
  /// @param profiles the folder `profiles` of the data
  /// @throws IOException when the file can't be read
  static List<MeasuredRow> read(Path profiles) throws IOException {
    Path file = profiles.resolve("aiconfigurator/silicon_sample-h100.csv");
    List<MeasuredRow> rows = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file);
        CSVParser parser = table().parse(text)) {
      for (CSVRecord each : parser) {
        String path = each.get("model_path");
        String model = path.substring(path.lastIndexOf('/') + 1);
        if (each.get("mode").equals("agg") && MeasuredModels.isKnown(model)) {
          rows.add(row(each, model));
        }
      }
    }
    return rows;
  }

  static CSVFormat table() {
    return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
  }

  private static MeasuredRow row(CSVRecord each, String model) {
    Matcher declared = CONCURRENCY.matcher(each.get("silicon_data_source"));
    String concurrency = declared.find() ? declared.group(1) : each.get("batch_size");
    String experts = each.get("moe_ep_size");
    return new MeasuredRow(
        each.get("id"),
        model,
        engine(each.get("backend")),
        precision(each.get("gemm_quant_mode")),
        new Parallelism(
            Integer.parseInt(each.get("tp_size")),
            Integer.parseInt(each.get("pp_size")),
            experts.isEmpty() ? 1 : Math.max(1, Integer.parseInt(experts))),
        Integer.parseInt(concurrency),
        Integer.parseInt(each.get("isl")),
        Integer.parseInt(each.get("osl")),
        Double.parseDouble(each.get("silicon_ttft_ms")) * MILLIS,
        Double.parseDouble(each.get("silicon_tpot_ms")) * MILLIS);
  }

  private static ServingEngine engine(String backend) {
    return switch (backend) {
      case "vllm" -> ServingEngine.VLLM;
      case "sglang" -> ServingEngine.SGLANG;
      case "trtllm" -> ServingEngine.TENSORRT_LLM;
      default -> throw new IllegalArgumentException("backend " + backend + " is unknown.");
    };
  }

  private static Precision precision(String mode) {
    return switch (mode) {
      case "" -> Precision.BF16;
      case "fp8", "fp8_block" -> Precision.FP8;
      case "nvfp4" -> Precision.FP4;
      default -> throw new IllegalArgumentException("gemm_quant_mode " + mode + " is unknown.");
    };
  }
}
