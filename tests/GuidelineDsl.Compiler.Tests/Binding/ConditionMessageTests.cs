namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>One mistake in a condition, one message: what is wrong, where, and what to write.</summary>
public sealed class ConditionMessageTests
{
    [Theory]
    [InlineData("ki76 < 10 %", "GDL2001 [ki76] `ki76` is not declared. → Did you mean `ki67`?")]
    [InlineData("ki67 < 10", "GDL3004 [10] Ki-67 index is measured in %, and the number 10 has no unit. → Write `10 %`.")]
    [InlineData("ki67 < 10 cm", "GDL3003 [ki67 < 10 cm] Ki-67 index is a percentage, and `10 cm` is a length: they cannot be compared or added. → Write both in units of the same kind.")]
    [InlineData("size < 3 months", "GDL3003 [size < 3 months] Tumour size is a length, and `3 months` is a time in calendar months or years: they cannot be compared or added. → Write both in units of the same kind.")]
    [InlineData("size < 3 'mmHg'", "GDL3002 ['mmHg'] `mmHg` is no unit of UCUM. → Did you mean `'mm[Hg]'`?")]
    [InlineData("count < 3 cm", "GDL3005 [3 cm] Count has no unit, and the number beside it is in cm. → Leave the unit out, or declare the fact with one.")]
    [InlineData("ki67 < 120 %", "GDL3006 [120 %] 120 % lies outside the range of Ki-67 index, which is 0 % to 100 %. → Correct the value, or widen the declared range.")]
    [InlineData("ki67 < 9.95 %", "GDL3007 [9.95 %] Ki-67 index is given in steps of 0.1 %, and 9.95 % lies between two of them. → Write a value of the resolution, or declare a finer one.")]
    [InlineData("site is kidney", "GDL2007 [kidney] `kidney` is no value of Site. → Write one of its values, or add this one to its declaration.")]
    [InlineData("site is livr", "GDL2007 [livr] `livr` is no value of Site. → Did you mean `liver`?")]
    [InlineData("site < lung", "GDL3015 [site < lung] The values of Site have no order, so that none is below or above another. → Write `is` or `in { … }`, or declare it as `ordered one of { … }`.")]
    [InlineData("site", "GDL3001 [site] Site is not a yes/no question. → Compare it: `site is liver`.")]
    [InlineData("spread is nodes", "GDL3001 [spread is nodes] Spread can have several values at once. → Write `spread includes nodes` or `spread includes only { nodes }`.")]
    [InlineData("site includes lung", "GDL3001 [site] Site has one value, not a set of them. → Write `site is …` or `site in { … }`.")]
    [InlineData("fit < 3", "GDL3001 [fit] Fit is yes or no and cannot be compared with a number or a date. → Write `fit` or `not fit`.")]
    [InlineData("scan < 2025-02-30", "GDL3008 [2025-02-30] `2025-02-30` is no day of the calendar: February 2025 has 28 days. → Write year-month-day: 2025-10-10.")]
    [InlineData("scan < 10", "GDL3001 [scan < 10] Last scan is a date, and it is compared with `10`, a plain number. → Compare it with a date: `2025-10-10`, `today`, `today - 6 months`.")]
    [InlineData("a", "GDL2003 [a] `a` is an action, and a yes/no fact or a definition is expected here. → Actions, classes and regimens stand behind `recommend`, `consider`, `avoid` and `contraindicate`.")]
    [InlineData("at least 3 of { fit, site is lung }", "GDL3010 [3] 3 of 2 conditions can never hold. → Write a number from 1 to 2.")]
    public void One_mistake_gives_one_message(string condition, string expected) =>
        TextCompilation.OfCondition(condition).Messages().ShouldBe([expected]);

    [Fact]
    public void Several_mistakes_give_several_messages() =>
        TextCompilation.OfCondition("ki76 < 10 % and site is livr and fit").Messages().ShouldBe(
        [
            "GDL2001 [ki76] `ki76` is not declared. → Did you mean `ki67`?",
            "GDL2007 [livr] `livr` is no value of Site. → Did you mean `liver`?",
        ]);

    [Theory]
    [InlineData("3 <= ki67 < 20 %")]
    [InlineData("ki67 between 3 and 20 %")]
    [InlineData("size < 20 mm")]
    [InlineData("size * 2 < 10 cm")]
    [InlineData("stage >= II")]
    [InlineData("I <= stage < III")]
    [InlineData("count in { 1, 2 }")]
    [InlineData("spread includes any of { nodes, pleura }")]
    [InlineData("spread is empty")]
    [InlineData("scan >= today - 6 months")]
    [InlineData("today - scan > 2 weeks")]
    [InlineData("today - scan >= 18 years")]
    [InlineData("ki67 is unknown or fit")]
    [InlineData("everyone")]
    public void What_the_language_allows_binds_without_a_message(string condition) =>
        TextCompilation.OfCondition(condition).Messages().ShouldBeEmpty();
}
