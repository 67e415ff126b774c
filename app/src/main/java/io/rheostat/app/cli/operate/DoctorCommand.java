package io.rheostat.app.cli.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.Configurations;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.doctor.Doctor;
import io.rheostat.app.doctor.Finding;
import io.rheostat.config.settings.Configuration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rheostat doctor`.
@Command(
    name = "doctor",
    description =
        "Checks brokers, topics, rights, clocks, metrics pages and targets of a "
            + "configuration. Changes nothing; exits with 1 on a problem.",
    footer = {"", "Example: rheostat doctor --config my-config --kafka broker:9092"})
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws Exception {
    Configuration configuration = Configurations.load(common.config());
    List<Finding> findings = Doctor.examine(configuration, kafka.running(), kafka.clientSettings());
    long problems = count(findings, Finding.Level.PROBLEM);
    if (common.json()) {
      System.out.println(json(findings));
    } else {
      for (Finding one : findings) {
        System.out.printf(
            Locale.ROOT, "%-8s %-24s %s%n", one.level().word(), one.subject(), one.words());
      }
      System.out.printf(
          Locale.ROOT,
          "%d problem(s), %d warning(s)%n",
          problems,
          count(findings, Finding.Level.WARNING));
    }
    return problems == 0 ? 0 : 1;
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(one -> one.level() == level).count();
  }

  private static String json(List<Finding> findings) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (Finding one : findings) {
      all.addObject()
          .put("level", one.level().word())
          .put("subject", one.subject())
          .put("words", one.words());
    }
    return all.toPrettyString();
  }
}
