namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// One compiled guideline. The generated assembly implements it; it has no state and may be shared between threads.
/// </summary>
public interface IGuidelineEvaluator
{
    /// <summary>What the guideline contains: facts, decisions, rules, sources.</summary>
    GuidelineDescription Description { get; }

    /// <summary>A patient of this guideline about whom nothing is known yet.</summary>
    GuidelinePatient NewPatient();

    /// <summary>
    /// Reads one patient from UTF-8 JSON. Either a patient comes back, or every fault of the text at once. A patient that violates a
    /// constraint of the guideline is faulty too.
    /// </summary>
    /// <param name="json">One JSON object and nothing else.</param>
    /// <param name="today">The day of the evaluation; constraints may speak of it.</param>
    PatientReading ReadPatient(ReadOnlySpan<byte> json, DateOnly today);

    /// <summary>Checks ranges, resolutions, required facts and constraints; no fault means that the patient can be evaluated.</summary>
    IReadOnlyList<PatientFault> Check(GuidelinePatient patient, DateOnly today);

    /// <summary>Answers every decision for one patient.</summary>
    /// <param name="patient">A patient of this guideline (its own patient type).</param>
    /// <param name="today">The day of the evaluation. It is an input: no clock is read.</param>
    /// <param name="trace">Whether the result explains itself condition by condition.</param>
    /// <exception cref="PatientRejectedException">The patient is faulty; see <see cref="Check"/>.</exception>
    /// <exception cref="ArgumentException">The patient is one of another guideline.</exception>
    GuidelineResult Evaluate(GuidelinePatient patient, DateOnly today, bool trace = false);

    /// <summary>
    /// Tells only status and given rules, by three-valued truth alone and, once warm, without allocating. Where something is undecided the
    /// status is <see cref="DecisionStatus.NeedsData"/>, even if the full result finds that all possibilities agree.
    /// </summary>
    /// <param name="patient">A patient of this guideline.</param>
    /// <param name="today">The day of the evaluation.</param>
    /// <param name="statuses">Receives one status per decision.</param>
    /// <param name="rules">Receives the given rules as bits, by <see cref="RuleDescription.Ordinal"/>.</param>
    /// <returns>False when the patient is faulty; see <see cref="Check"/>.</returns>
    bool TryTell(GuidelinePatient patient, DateOnly today, Span<DecisionStatus> statuses, Span<ulong> rules);

    /// <summary>Tells status and given rules in one small object, from which the rest can be asked; in all else like <see cref="TryTell"/>.</summary>
    /// <param name="patient">A patient of this guideline.</param>
    /// <param name="today">The day of the evaluation.</param>
    /// <returns>Null when the patient is faulty; see <see cref="Check"/>.</returns>
    BriefResult? Answer(GuidelinePatient patient, DateOnly today);

    /// <summary>Makes columns for so many patients, of whom nothing is known yet.</summary>
    PatientColumns NewColumns(int count);

    /// <summary>Makes room for the answers of so many patients.</summary>
    ColumnAnswers NewAnswers(int count);

    /// <summary>Tells status and given rules of many patients, on all cores; in all else like <see cref="TryTell"/>.</summary>
    /// <param name="patients">Columns made by this evaluator.</param>
    /// <param name="today">The day of the evaluation.</param>
    /// <param name="answers">Is filled; made by this evaluator for as many patients.</param>
    void Tell(PatientColumns patients, DateOnly today, ColumnAnswers answers);

    /// <summary>Digests many patients once and for all to bits, for those who ask again and again.</summary>
    /// <param name="patients">Columns made by this evaluator.</param>
    /// <param name="today">The day of the evaluation.</param>
    PatientBits Prepare(PatientColumns patients, DateOnly today);

    /// <summary>Tells status and given rules of many digested patients, on all cores.</summary>
    /// <param name="patients">Digested by this evaluator.</param>
    /// <param name="answers">Is filled; made by this evaluator for as many patients.</param>
    void Tell(PatientBits patients, ColumnAnswers answers);
}
