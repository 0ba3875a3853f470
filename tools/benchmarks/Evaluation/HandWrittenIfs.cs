namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>The 24 rules as ifs over <c>double?</c>, as an application would write them.</summary>
internal static class HandWrittenIfs
{
    public static (uint Certain, uint Possible) Tell(PlainPatient p)
    {
        uint certain = 0;
        uint possible = 0;
        if (!(p.Ki67 >= 3) && p.Differentiation is null or Differentiation.Well && p.Extent is null or Extent.LocallyAdvanced or Extent.Localised && p.Site is null or Site.Other or Site.Lung && !(p.Gfr < 30) && !(p.Gfr >= 60) && p.Ecog is null or Ecog.P1 or Ecog.P3)
        {
            possible |= 1u << 0;
            if (p.Ki67 < 3 && p.Differentiation is Differentiation.Well && p.Extent is Extent.LocallyAdvanced or Extent.Localised && p.Site is Site.Other or Site.Lung && p.Gfr >= 30 && p.Gfr < 60 && p.Ecog is Ecog.P1 or Ecog.P3)
            {
                certain |= 1u << 0;
            }
        }

        if (!(p.Ki67 >= 10) && p.Differentiation is null or Differentiation.Poor && p.Resectable != true && p.Extent is null or Extent.Metastatic && p.Sstr is null or Sstr.Negative && p.Ecog is null or Ecog.P0 or Ecog.P1)
        {
            possible |= 1u << 1;
            if (p.Ki67 < 10 && p.Differentiation is Differentiation.Poor && p.Resectable == false && p.Extent is Extent.Metastatic && p.Sstr is Sstr.Negative && p.Ecog is Ecog.P0 or Ecog.P1)
            {
                certain |= 1u << 1;
            }
        }

        if (!(p.Ki67 >= 10) && p.Differentiation is null or Differentiation.Well && p.Sstr is null or Sstr.Negative && p.Ecog is null or Ecog.P2 or Ecog.P4)
        {
            possible |= 1u << 2;
            if (p.Ki67 < 10 && p.Differentiation is Differentiation.Well && p.Sstr is Sstr.Negative && p.Ecog is Ecog.P2 or Ecog.P4)
            {
                certain |= 1u << 2;
            }
        }

        if (!(p.Ki67 < 10) && p.Differentiation is null or Differentiation.Poor && !(p.Age < 65) && p.Site is null or Site.Lung or Site.Other)
        {
            possible |= 1u << 3;
            if (p.Ki67 >= 10 && p.Differentiation is Differentiation.Poor && p.Age >= 65 && p.Site is Site.Lung or Site.Other)
            {
                certain |= 1u << 3;
            }
        }

        if (!(p.Ki67 >= 20) && p.Differentiation is null or Differentiation.Well && p.Site is null or Site.SmallBowel or Site.Other && !(p.Gfr < 60))
        {
            possible |= 1u << 4;
            if (p.Ki67 < 20 && p.Differentiation is Differentiation.Well && p.Site is Site.SmallBowel or Site.Other && p.Gfr >= 60)
            {
                certain |= 1u << 4;
            }
        }

        if (!(p.Ki67 < 10) && !(p.Ki67 >= 55) && p.Differentiation is null or Differentiation.Well && p.Sstr is null or Sstr.Negative && !(p.Gfr >= 60))
        {
            possible |= 1u << 5;
            if (p.Ki67 >= 10 && p.Ki67 < 55 && p.Differentiation is Differentiation.Well && p.Sstr is Sstr.Negative && p.Gfr < 60)
            {
                certain |= 1u << 5;
            }
        }

        if (!(p.Ki67 >= 55) && p.Differentiation is null or Differentiation.Poor && p.Extent is null or Extent.LocallyAdvanced or Extent.Metastatic && !(p.Age < 65) && p.Ecog is null or Ecog.P2 or Ecog.P1)
        {
            possible |= 1u << 6;
            if (p.Ki67 < 55 && p.Differentiation is Differentiation.Poor && p.Extent is Extent.LocallyAdvanced or Extent.Metastatic && p.Age >= 65 && p.Ecog is Ecog.P2 or Ecog.P1)
            {
                certain |= 1u << 6;
            }
        }

        if (!(p.Ki67 < 3) && !(p.Ki67 >= 10) && p.Differentiation is null or Differentiation.Well && p.Ecog is null or Ecog.P3 or Ecog.P4 && !(p.Age < 65) && !(p.Age >= 75))
        {
            possible |= 1u << 7;
            if (p.Ki67 >= 3 && p.Ki67 < 10 && p.Differentiation is Differentiation.Well && p.Ecog is Ecog.P3 or Ecog.P4 && p.Age >= 65 && p.Age < 75)
            {
                certain |= 1u << 7;
            }
        }

        if (!(p.Ki67 < 10) && !(p.Ki67 >= 20) && p.Differentiation is null or Differentiation.Well && p.Extent is null or Extent.Localised or Extent.LocallyAdvanced && p.Resectable != false)
        {
            possible |= 1u << 8;
            if (p.Ki67 >= 10 && p.Ki67 < 20 && p.Differentiation is Differentiation.Well && p.Extent is Extent.Localised or Extent.LocallyAdvanced && p.Resectable == true)
            {
                certain |= 1u << 8;
            }
        }

        if (!(p.Ki67 >= 10) && p.Differentiation is null or Differentiation.Poor && !(p.Gfr >= 30))
        {
            possible |= 1u << 9;
            if (p.Ki67 < 10 && p.Differentiation is Differentiation.Poor && p.Gfr < 30)
            {
                certain |= 1u << 9;
            }
        }

        if (!(p.Ki67 >= 55) && p.Differentiation is null or Differentiation.Well && !(p.Age >= 18))
        {
            possible |= 1u << 10;
            if (p.Ki67 < 55 && p.Differentiation is Differentiation.Well && p.Age < 18)
            {
                certain |= 1u << 10;
            }
        }

        if (!(p.Ki67 < 3) && !(p.Ki67 >= 20) && p.Differentiation is null or Differentiation.Poor && !(p.Age < 65) && !(p.Age >= 75) && !(p.Gfr < 60))
        {
            possible |= 1u << 11;
            if (p.Ki67 >= 3 && p.Ki67 < 20 && p.Differentiation is Differentiation.Poor && p.Age >= 65 && p.Age < 75 && p.Gfr >= 60)
            {
                certain |= 1u << 11;
            }
        }

        if (!(p.Ki67 < 10) && p.Differentiation is null or Differentiation.Well && p.Ecog is null or Ecog.P3 && p.Resectable != true && !(p.Gfr < 30))
        {
            possible |= 1u << 12;
            if (p.Ki67 >= 10 && p.Differentiation is Differentiation.Well && p.Ecog is Ecog.P3 && p.Resectable == false && p.Gfr >= 30)
            {
                certain |= 1u << 12;
            }
        }

        if (!(p.Ki67 < 10) && !(p.Ki67 >= 55) && p.Differentiation is null or Differentiation.Poor && p.Sstr is null or Sstr.Positive)
        {
            possible |= 1u << 13;
            if (p.Ki67 >= 10 && p.Ki67 < 55 && p.Differentiation is Differentiation.Poor && p.Sstr is Sstr.Positive)
            {
                certain |= 1u << 13;
            }
        }

        if (!(p.Ki67 < 20) && !(p.Ki67 >= 55) && p.Differentiation is null or Differentiation.Poor && !(p.Gfr < 30) && p.Extent is null or Extent.Localised)
        {
            possible |= 1u << 14;
            if (p.Ki67 >= 20 && p.Ki67 < 55 && p.Differentiation is Differentiation.Poor && p.Gfr >= 30 && p.Extent is Extent.Localised)
            {
                certain |= 1u << 14;
            }
        }

        if (!(p.Ki67 < 10) && p.Differentiation is null or Differentiation.Poor && p.Resectable != false && !(p.Gfr < 30) && !(p.Age >= 18) && p.Ecog is null or Ecog.P1 or Ecog.P3)
        {
            possible |= 1u << 15;
            if (p.Ki67 >= 10 && p.Differentiation is Differentiation.Poor && p.Resectable == true && p.Gfr >= 30 && p.Age < 18 && p.Ecog is Ecog.P1 or Ecog.P3)
            {
                certain |= 1u << 15;
            }
        }

        if (!(p.Ki67 < 20) && p.Differentiation is null or Differentiation.Poor && !(p.Age < 18) && p.Resectable != false)
        {
            possible |= 1u << 16;
            if (p.Ki67 >= 20 && p.Differentiation is Differentiation.Poor && p.Age >= 18 && p.Resectable == true)
            {
                certain |= 1u << 16;
            }
        }

        if (!(p.Ki67 < 20) && p.Differentiation is null or Differentiation.Well && p.Site is null or Site.SmallBowel or Site.Other && !(p.Age >= 75))
        {
            possible |= 1u << 17;
            if (p.Ki67 >= 20 && p.Differentiation is Differentiation.Well && p.Site is Site.SmallBowel or Site.Other && p.Age < 75)
            {
                certain |= 1u << 17;
            }
        }

        if (!(p.Ki67 < 3) && !(p.Ki67 >= 20) && p.Differentiation is null or Differentiation.Poor && p.Site is null or Site.Other or Site.SmallBowel && p.Ecog is null or Ecog.P2)
        {
            possible |= 1u << 18;
            if (p.Ki67 >= 3 && p.Ki67 < 20 && p.Differentiation is Differentiation.Poor && p.Site is Site.Other or Site.SmallBowel && p.Ecog is Ecog.P2)
            {
                certain |= 1u << 18;
            }
        }

        if (!(p.Ki67 >= 55) && p.Differentiation is null or Differentiation.Well && !(p.Gfr >= 30) && p.Extent is null or Extent.Metastatic or Extent.Localised && p.Site is null or Site.Lung or Site.Pancreas)
        {
            possible |= 1u << 19;
            if (p.Ki67 < 55 && p.Differentiation is Differentiation.Well && p.Gfr < 30 && p.Extent is Extent.Metastatic or Extent.Localised && p.Site is Site.Lung or Site.Pancreas)
            {
                certain |= 1u << 19;
            }
        }

        if (!(p.Ki67 < 10) && p.Differentiation is null or Differentiation.Well && p.Ecog is null or Ecog.P1 or Ecog.P3 && p.Resectable != false && !(p.Age < 75))
        {
            possible |= 1u << 20;
            if (p.Ki67 >= 10 && p.Differentiation is Differentiation.Well && p.Ecog is Ecog.P1 or Ecog.P3 && p.Resectable == true && p.Age >= 75)
            {
                certain |= 1u << 20;
            }
        }

        if (!(p.Ki67 < 10) && !(p.Ki67 >= 20) && p.Differentiation is null or Differentiation.Well && p.Extent is null or Extent.Metastatic or Extent.Localised)
        {
            possible |= 1u << 21;
            if (p.Ki67 >= 10 && p.Ki67 < 20 && p.Differentiation is Differentiation.Well && p.Extent is Extent.Metastatic or Extent.Localised)
            {
                certain |= 1u << 21;
            }
        }

        if (!(p.Ki67 < 10) && !(p.Ki67 >= 20) && p.Differentiation is null or Differentiation.Well && !(p.Gfr < 30) && !(p.Gfr >= 60) && p.Site is null or Site.Lung or Site.Other && !(p.Age >= 65) && p.Sstr is null or Sstr.Negative)
        {
            possible |= 1u << 22;
            if (p.Ki67 >= 10 && p.Ki67 < 20 && p.Differentiation is Differentiation.Well && p.Gfr >= 30 && p.Gfr < 60 && p.Site is Site.Lung or Site.Other && p.Age < 65 && p.Sstr is Sstr.Negative)
            {
                certain |= 1u << 22;
            }
        }

        if (!(p.Ki67 < 10) && p.Differentiation is null or Differentiation.Well && !(p.Age >= 75) && !(p.Gfr >= 30) && p.Ecog is null or Ecog.P3 or Ecog.P1)
        {
            possible |= 1u << 23;
            if (p.Ki67 >= 10 && p.Differentiation is Differentiation.Well && p.Age < 75 && p.Gfr < 30 && p.Ecog is Ecog.P3 or Ecog.P1)
            {
                certain |= 1u << 23;
            }
        }

        return (certain, possible);
    }
}
