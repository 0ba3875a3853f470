namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>The 24 rules as ifs over <c>decimal?</c>.</summary>
internal static class HandWrittenDecimalIfs
{
    public static (uint Certain, uint Possible) Tell(DecimalPatient p)
    {
        uint certain = 0;
        uint possible = 0;
        if (!(p.Ki67 >= 3m) && p.Differentiation is null or Differentiation.Well && p.Extent is null or Extent.LocallyAdvanced or Extent.Localised && p.Site is null or Site.Other or Site.Lung && !(p.Gfr < 30m) && !(p.Gfr >= 60m) && p.Ecog is null or Ecog.P1 or Ecog.P3)
        {
            possible |= 1u << 0;
            if (p.Ki67 < 3m && p.Differentiation is Differentiation.Well && p.Extent is Extent.LocallyAdvanced or Extent.Localised && p.Site is Site.Other or Site.Lung && p.Gfr >= 30m && p.Gfr < 60m && p.Ecog is Ecog.P1 or Ecog.P3)
            {
                certain |= 1u << 0;
            }
        }

        if (!(p.Ki67 >= 10m) && p.Differentiation is null or Differentiation.Poor && p.Resectable != true && p.Extent is null or Extent.Metastatic && p.Sstr is null or Sstr.Negative && p.Ecog is null or Ecog.P0 or Ecog.P1)
        {
            possible |= 1u << 1;
            if (p.Ki67 < 10m && p.Differentiation is Differentiation.Poor && p.Resectable == false && p.Extent is Extent.Metastatic && p.Sstr is Sstr.Negative && p.Ecog is Ecog.P0 or Ecog.P1)
            {
                certain |= 1u << 1;
            }
        }

        if (!(p.Ki67 >= 10m) && p.Differentiation is null or Differentiation.Well && p.Sstr is null or Sstr.Negative && p.Ecog is null or Ecog.P2 or Ecog.P4)
        {
            possible |= 1u << 2;
            if (p.Ki67 < 10m && p.Differentiation is Differentiation.Well && p.Sstr is Sstr.Negative && p.Ecog is Ecog.P2 or Ecog.P4)
            {
                certain |= 1u << 2;
            }
        }

        if (!(p.Ki67 < 10m) && p.Differentiation is null or Differentiation.Poor && !(p.Age < 65m) && p.Site is null or Site.Lung or Site.Other)
        {
            possible |= 1u << 3;
            if (p.Ki67 >= 10m && p.Differentiation is Differentiation.Poor && p.Age >= 65m && p.Site is Site.Lung or Site.Other)
            {
                certain |= 1u << 3;
            }
        }

        if (!(p.Ki67 >= 20m) && p.Differentiation is null or Differentiation.Well && p.Site is null or Site.SmallBowel or Site.Other && !(p.Gfr < 60m))
        {
            possible |= 1u << 4;
            if (p.Ki67 < 20m && p.Differentiation is Differentiation.Well && p.Site is Site.SmallBowel or Site.Other && p.Gfr >= 60m)
            {
                certain |= 1u << 4;
            }
        }

        if (!(p.Ki67 < 10m) && !(p.Ki67 >= 55m) && p.Differentiation is null or Differentiation.Well && p.Sstr is null or Sstr.Negative && !(p.Gfr >= 60m))
        {
            possible |= 1u << 5;
            if (p.Ki67 >= 10m && p.Ki67 < 55m && p.Differentiation is Differentiation.Well && p.Sstr is Sstr.Negative && p.Gfr < 60m)
            {
                certain |= 1u << 5;
            }
        }

        if (!(p.Ki67 >= 55m) && p.Differentiation is null or Differentiation.Poor && p.Extent is null or Extent.LocallyAdvanced or Extent.Metastatic && !(p.Age < 65m) && p.Ecog is null or Ecog.P2 or Ecog.P1)
        {
            possible |= 1u << 6;
            if (p.Ki67 < 55m && p.Differentiation is Differentiation.Poor && p.Extent is Extent.LocallyAdvanced or Extent.Metastatic && p.Age >= 65m && p.Ecog is Ecog.P2 or Ecog.P1)
            {
                certain |= 1u << 6;
            }
        }

        if (!(p.Ki67 < 3m) && !(p.Ki67 >= 10m) && p.Differentiation is null or Differentiation.Well && p.Ecog is null or Ecog.P3 or Ecog.P4 && !(p.Age < 65m) && !(p.Age >= 75m))
        {
            possible |= 1u << 7;
            if (p.Ki67 >= 3m && p.Ki67 < 10m && p.Differentiation is Differentiation.Well && p.Ecog is Ecog.P3 or Ecog.P4 && p.Age >= 65m && p.Age < 75m)
            {
                certain |= 1u << 7;
            }
        }

        if (!(p.Ki67 < 10m) && !(p.Ki67 >= 20m) && p.Differentiation is null or Differentiation.Well && p.Extent is null or Extent.Localised or Extent.LocallyAdvanced && p.Resectable != false)
        {
            possible |= 1u << 8;
            if (p.Ki67 >= 10m && p.Ki67 < 20m && p.Differentiation is Differentiation.Well && p.Extent is Extent.Localised or Extent.LocallyAdvanced && p.Resectable == true)
            {
                certain |= 1u << 8;
            }
        }

        if (!(p.Ki67 >= 10m) && p.Differentiation is null or Differentiation.Poor && !(p.Gfr >= 30m))
        {
            possible |= 1u << 9;
            if (p.Ki67 < 10m && p.Differentiation is Differentiation.Poor && p.Gfr < 30m)
            {
                certain |= 1u << 9;
            }
        }

        if (!(p.Ki67 >= 55m) && p.Differentiation is null or Differentiation.Well && !(p.Age >= 18m))
        {
            possible |= 1u << 10;
            if (p.Ki67 < 55m && p.Differentiation is Differentiation.Well && p.Age < 18m)
            {
                certain |= 1u << 10;
            }
        }

        if (!(p.Ki67 < 3m) && !(p.Ki67 >= 20m) && p.Differentiation is null or Differentiation.Poor && !(p.Age < 65m) && !(p.Age >= 75m) && !(p.Gfr < 60m))
        {
            possible |= 1u << 11;
            if (p.Ki67 >= 3m && p.Ki67 < 20m && p.Differentiation is Differentiation.Poor && p.Age >= 65m && p.Age < 75m && p.Gfr >= 60m)
            {
                certain |= 1u << 11;
            }
        }

        if (!(p.Ki67 < 10m) && p.Differentiation is null or Differentiation.Well && p.Ecog is null or Ecog.P3 && p.Resectable != true && !(p.Gfr < 30m))
        {
            possible |= 1u << 12;
            if (p.Ki67 >= 10m && p.Differentiation is Differentiation.Well && p.Ecog is Ecog.P3 && p.Resectable == false && p.Gfr >= 30m)
            {
                certain |= 1u << 12;
            }
        }

        if (!(p.Ki67 < 10m) && !(p.Ki67 >= 55m) && p.Differentiation is null or Differentiation.Poor && p.Sstr is null or Sstr.Positive)
        {
            possible |= 1u << 13;
            if (p.Ki67 >= 10m && p.Ki67 < 55m && p.Differentiation is Differentiation.Poor && p.Sstr is Sstr.Positive)
            {
                certain |= 1u << 13;
            }
        }

        if (!(p.Ki67 < 20m) && !(p.Ki67 >= 55m) && p.Differentiation is null or Differentiation.Poor && !(p.Gfr < 30m) && p.Extent is null or Extent.Localised)
        {
            possible |= 1u << 14;
            if (p.Ki67 >= 20m && p.Ki67 < 55m && p.Differentiation is Differentiation.Poor && p.Gfr >= 30m && p.Extent is Extent.Localised)
            {
                certain |= 1u << 14;
            }
        }

        if (!(p.Ki67 < 10m) && p.Differentiation is null or Differentiation.Poor && p.Resectable != false && !(p.Gfr < 30m) && !(p.Age >= 18m) && p.Ecog is null or Ecog.P1 or Ecog.P3)
        {
            possible |= 1u << 15;
            if (p.Ki67 >= 10m && p.Differentiation is Differentiation.Poor && p.Resectable == true && p.Gfr >= 30m && p.Age < 18m && p.Ecog is Ecog.P1 or Ecog.P3)
            {
                certain |= 1u << 15;
            }
        }

        if (!(p.Ki67 < 20m) && p.Differentiation is null or Differentiation.Poor && !(p.Age < 18m) && p.Resectable != false)
        {
            possible |= 1u << 16;
            if (p.Ki67 >= 20m && p.Differentiation is Differentiation.Poor && p.Age >= 18m && p.Resectable == true)
            {
                certain |= 1u << 16;
            }
        }

        if (!(p.Ki67 < 20m) && p.Differentiation is null or Differentiation.Well && p.Site is null or Site.SmallBowel or Site.Other && !(p.Age >= 75m))
        {
            possible |= 1u << 17;
            if (p.Ki67 >= 20m && p.Differentiation is Differentiation.Well && p.Site is Site.SmallBowel or Site.Other && p.Age < 75m)
            {
                certain |= 1u << 17;
            }
        }

        if (!(p.Ki67 < 3m) && !(p.Ki67 >= 20m) && p.Differentiation is null or Differentiation.Poor && p.Site is null or Site.Other or Site.SmallBowel && p.Ecog is null or Ecog.P2)
        {
            possible |= 1u << 18;
            if (p.Ki67 >= 3m && p.Ki67 < 20m && p.Differentiation is Differentiation.Poor && p.Site is Site.Other or Site.SmallBowel && p.Ecog is Ecog.P2)
            {
                certain |= 1u << 18;
            }
        }

        if (!(p.Ki67 >= 55m) && p.Differentiation is null or Differentiation.Well && !(p.Gfr >= 30m) && p.Extent is null or Extent.Metastatic or Extent.Localised && p.Site is null or Site.Lung or Site.Pancreas)
        {
            possible |= 1u << 19;
            if (p.Ki67 < 55m && p.Differentiation is Differentiation.Well && p.Gfr < 30m && p.Extent is Extent.Metastatic or Extent.Localised && p.Site is Site.Lung or Site.Pancreas)
            {
                certain |= 1u << 19;
            }
        }

        if (!(p.Ki67 < 10m) && p.Differentiation is null or Differentiation.Well && p.Ecog is null or Ecog.P1 or Ecog.P3 && p.Resectable != false && !(p.Age < 75m))
        {
            possible |= 1u << 20;
            if (p.Ki67 >= 10m && p.Differentiation is Differentiation.Well && p.Ecog is Ecog.P1 or Ecog.P3 && p.Resectable == true && p.Age >= 75m)
            {
                certain |= 1u << 20;
            }
        }

        if (!(p.Ki67 < 10m) && !(p.Ki67 >= 20m) && p.Differentiation is null or Differentiation.Well && p.Extent is null or Extent.Metastatic or Extent.Localised)
        {
            possible |= 1u << 21;
            if (p.Ki67 >= 10m && p.Ki67 < 20m && p.Differentiation is Differentiation.Well && p.Extent is Extent.Metastatic or Extent.Localised)
            {
                certain |= 1u << 21;
            }
        }

        if (!(p.Ki67 < 10m) && !(p.Ki67 >= 20m) && p.Differentiation is null or Differentiation.Well && !(p.Gfr < 30m) && !(p.Gfr >= 60m) && p.Site is null or Site.Lung or Site.Other && !(p.Age >= 65m) && p.Sstr is null or Sstr.Negative)
        {
            possible |= 1u << 22;
            if (p.Ki67 >= 10m && p.Ki67 < 20m && p.Differentiation is Differentiation.Well && p.Gfr >= 30m && p.Gfr < 60m && p.Site is Site.Lung or Site.Other && p.Age < 65m && p.Sstr is Sstr.Negative)
            {
                certain |= 1u << 22;
            }
        }

        if (!(p.Ki67 < 10m) && p.Differentiation is null or Differentiation.Well && !(p.Age >= 75m) && !(p.Gfr >= 30m) && p.Ecog is null or Ecog.P3 or Ecog.P1)
        {
            possible |= 1u << 23;
            if (p.Ki67 >= 10m && p.Differentiation is Differentiation.Well && p.Age < 75m && p.Gfr < 30m && p.Ecog is Ecog.P3 or Ecog.P1)
            {
                certain |= 1u << 23;
            }
        }

        return (certain, possible);
    }
}
