using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Tests;

public sealed class NumberRangeTests
{
    private static readonly NumberRange Weight = NumberRange.Between(40, 160);

    [Fact]
    public void A_quotient_lies_between_the_extreme_quotients()
    {
        NumberRange index = Weight / NumberRange.Between(2, 4);
        index.Low.ShouldBe((Rational)10);
        index.High.ShouldBe((Rational)80);
    }

    [Fact]
    public void Products_respect_signs_and_open_ends()
    {
        NumberRange product = NumberRange.Between(-2, 3) * NumberRange.Between(null, 5);
        product.Low.ShouldBeNull();
        product.High.ShouldBeNull();
        (NumberRange.Between(0, null) * NumberRange.Between(2, 3)).Low.ShouldBe(Rational.Zero);
        ((NumberRange)Rational.Zero * NumberRange.Any).IsDetermined.ShouldBeTrue();
    }

    [Fact]
    public void A_divisor_that_may_be_zero_decides_nothing()
    {
        NumberRange quotient = Weight / NumberRange.Between(0, 4);
        quotient.IsBetween(null, false, 1_000_000, true).ShouldBe(Truth.Unknown);
        quotient.IsDetermined.ShouldBeFalse();
    }

    [Fact]
    public void What_is_divided_by_zero_does_not_exist_and_what_might_be_might_not()
    {
        (Weight / (NumberRange)Rational.Zero).IsUndefined.ShouldBeTrue();
        ((Weight / (NumberRange)Rational.Zero) + Weight).IsUndefined.ShouldBeTrue();
        NumberRange.Maximum(Weight, NumberRange.Undefined).IsUndefined.ShouldBeTrue();
        (Weight / NumberRange.Between(0, 4)).IsUndefined.ShouldBeFalse();
        NumberRange either = NumberRange.Choose(Truth.Unknown, Weight, NumberRange.Undefined);
        (either.IsUndefined, either.CanBeUndefined, either.Low).ShouldBe((false, true, (Rational)40));
        NumberRange.Choose(Truth.False, Weight, NumberRange.Undefined).IsUndefined.ShouldBeTrue();
        NumberRange.SquareRoot(NumberRange.Between(-2, -1)).IsUndefined.ShouldBeTrue();
        NumberRange.SquareRoot(NumberRange.Between(-2, 1)).IsUndefined.ShouldBeFalse();
        NumberRange.NaturalLogarithm((Rational)0).IsUndefined.ShouldBeTrue();
    }

    [Fact]
    public void A_comparison_is_decided_when_the_ends_decide_it()
    {
        Weight.IsBetween(30, true, null, false).ShouldBe(Truth.True);
        Weight.IsBetween(40, false, null, false).ShouldBe(Truth.Unknown);
        Weight.IsBetween(160, false, null, false).ShouldBe(Truth.False);
        Weight.IsBetween(40, true, 160, true).ShouldBe(Truth.True);
    }

    [Fact]
    public void Roots_of_squares_are_exact_and_others_have_sixty_digits()
    {
        NumberRange.SquareRoot(new Rational(9, 4)).Low.ShouldBe(new Rational(3, 2));
        Rational root = NumberRange.SquareRoot((Rational)2).Low!.Value;
        ((root * root) - 2).Abs().ShouldBeLessThan(Rational.One / new Rational(10, 1).Pow(58));
    }

    [Fact]
    public void Exponential_and_logarithm_undo_each_other()
    {
        Rational there = NumberRange.Exponential((Rational)3).Low!.Value;
        (NumberRange.NaturalLogarithm(there).Low!.Value - 3).Abs().ShouldBeLessThan(Rational.One / new Rational(10, 1).Pow(50));
        there.ToString().ShouldStartWith("20.085536923");
    }

    [Fact]
    public void Halves_are_rounded_away_from_zero()
    {
        NumberRange.Round(new Rational(5, 2)).Low.ShouldBe((Rational)3);
        NumberRange.Round(new Rational(-5, 2)).Low.ShouldBe((Rational)(-3));
    }
}
