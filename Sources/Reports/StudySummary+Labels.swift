import Studies

extension StudySummary {
  /// The summary as `summary.json` has it: every data set is called what it really was,
  /// `synthetic-digits (not mnist)` where `mnist` could not be had.
  func labelled(_ result: StudyResult) -> StudySummary {
    let names = DataNames(result)
    // The verdicts on findings are about the data of their studies.
    let allNames = DataNames(withFindingsOf: result)
    var labelled = self
    for index in groups.indices {
      labelled.groups[index].dataSet = names.label(groups[index].dataSet)
      if let data = groups[index].varied["data"] {
        labelled.groups[index].varied["data"] = names.label(data)
      }
    }
    for index in comparisons.indices {
      labelled.comparisons[index].dataSet = names.label(comparisons[index].dataSet)
    }
    for index in verdicts.indices {
      for (part, judged) in verdicts[index].parts.enumerated() {
        let label = allNames.label(judged.dataSet)
        labelled.verdicts[index].parts[part].dataSet = label
        labelled.verdicts[index].parts[part].comparison.dataSet = label
      }
    }
    for (index, study) in zip(findings.indices, result.findings) {
      labelled.findings[index].summary = findings[index].summary.labelled(study)
    }
    return labelled
  }
}
