using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>Code for groups of patients.</summary>
/// <param name="bits">The digits of their bins, group after group: see <see cref="ColumnSlices"/>.</param>
/// <param name="groups">How many groups of patients there are.</param>
/// <param name="answers">Receives a word for 64 patients in each column.</param>
/// <param name="stride">How many words after another a column begins.</param>
internal delegate void GroupCode(ref ulong bits, nint groups, ref ulong answers, nint stride);

/// <summary>
/// Makes machine code of what is to be computed for groups of patients: straight through, over vectors as wide as the processor has them, with what is used
/// again in registers. It is made when columns are first asked, of the same network that the other forms are made of; as C# in the assembly it would double the
/// time to compile a guideline, and be fixed to one width.
/// </summary>
internal sealed class ColumnCompiler
{
    private const int Word = sizeof(ulong);

    private readonly ColumnForm _form;
    private readonly Dictionary<int, int> _uses;
    private readonly Type _vector;
    private readonly int _words;
    private readonly ILGenerator _code;
    private readonly LocalBuilder _bits;
    private readonly LocalBuilder _answers;
    private readonly LocalBuilder _stride;

    /// <summary>Where the values lie that are used again.</summary>
    private Dictionary<int, LocalBuilder> _kept = [];

    private ColumnCompiler(ColumnForm form, Type vector, int words, ILGenerator code)
    {
        _form = form;
        _uses = form.Uses();
        _vector = vector;
        _words = words;
        _code = code;
        _bits = code.DeclareLocal(typeof(ulong).MakeByRefType());
        _answers = code.DeclareLocal(typeof(ulong).MakeByRefType());
        _stride = code.DeclareLocal(typeof(nint));
    }

    /// <summary>The code; null where the process makes none, or the processor has no vectors.</summary>
    public static GroupCode? Compile(ColumnForm form)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || !Vector128.IsHardwareAccelerated)
        {
            return null;
        }

        (Type vector, int words) = Vector512.IsHardwareAccelerated ? (typeof(Vector512<ulong>), Vector512<ulong>.Count)
            : Vector256.IsHardwareAccelerated ? (typeof(Vector256<ulong>), Vector256<ulong>.Count)
            : (typeof(Vector128<ulong>), Vector128<ulong>.Count);
        return Compile(form, vector, words);
    }

    /// <summary>The code over vectors of one width.</summary>
    internal static GroupCode Compile(ColumnForm form, Type vector, int words)
    {
        Type reference = typeof(ulong).MakeByRefType();
        DynamicMethod method = new("TellGroups", typeof(void), [reference, typeof(nint), reference, typeof(nint)], typeof(ColumnCompiler).Module)
        {
            InitLocals = false,
        };
        new ColumnCompiler(form, vector, words, method.GetILGenerator()).Write();
        return method.CreateDelegate<GroupCode>();
    }

    /// <summary>The loop over the words of a slice, of all groups.</summary>
    private void Write()
    {
        LocalBuilder word = _code.DeclareLocal(typeof(nint));
        Label next = _code.DefineLabel();
        Label end = _code.DefineLabel();
        _code.Emit(OpCodes.Ldarg_3);
        Multiply(Word);
        _code.Emit(OpCodes.Stloc, _stride);
        Number(0);
        _code.Emit(OpCodes.Stloc, word);
        _code.MarkLabel(next);
        _code.Emit(OpCodes.Ldloc, word);
        _code.Emit(OpCodes.Ldarg_1);
        Multiply(ColumnSlices.GroupWords);
        _code.Emit(OpCodes.Bge, end);

        // A group has its slices one after another; a vector may be only a part of a slice.
        _code.Emit(OpCodes.Ldarg_0);
        _code.Emit(OpCodes.Ldloc, word);
        Number(ColumnSlices.GroupWords);
        _code.Emit(OpCodes.Div_Un);
        Multiply(_form.Slices.WordsPerGroup * Word);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Ldloc, word);
        Number(ColumnSlices.GroupWords);
        _code.Emit(OpCodes.Rem_Un);
        Multiply(Word);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Stloc, _bits);
        _code.Emit(OpCodes.Ldarg_2);
        _code.Emit(OpCodes.Ldloc, word);
        Multiply(Word);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Stloc, _answers);
        WriteGroup();

        _code.Emit(OpCodes.Ldloc, word);
        Number(_words);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Stloc, word);
        _code.Emit(OpCodes.Br, next);
        _code.MarkLabel(end);
        _code.Emit(OpCodes.Ret);
    }

    private void WriteGroup()
    {
        WriteSteps(_form.Always);
        if (_form.WhenKnown.IsEmpty && _form.Otherwise.IsEmpty)
        {
            return;
        }

        // Where every fact of all these patients is known, what is possible is certain.
        Dictionary<int, LocalBuilder> always = _kept;
        Label otherwise = _code.DefineLabel();
        Label end = _code.DefineLabel();
        _kept = new Dictionary<int, LocalBuilder>(always);
        Keep(_form.Known);
        Push(_form.Known);
        Push(BitNetwork.All);
        Call("op_Equality");
        _code.Emit(OpCodes.Brfalse, otherwise);
        WriteSteps(_form.WhenKnown);
        _code.Emit(OpCodes.Br, end);
        _code.MarkLabel(otherwise);
        _kept = new Dictionary<int, LocalBuilder>(always);
        WriteSteps(_form.Otherwise);
        _code.MarkLabel(end);
    }

    private void WriteSteps(IEnumerable<ColumnStep> steps)
    {
        foreach (ColumnStep step in steps)
        {
            Keep(step.Node);
            if (step.Column >= 0)
            {
                _code.Emit(OpCodes.Ldloc, _answers);
                _code.Emit(OpCodes.Ldloc, _stride);
                Multiply(step.Column);
                _code.Emit(OpCodes.Add);
                Push(step.Node);
                _code.Emit(OpCodes.Unaligned, (byte)1);
                _code.Emit(OpCodes.Stobj, _vector);
            }
        }
    }

    /// <summary>Computes what a node needs that is used more than once, and the node itself where it is.</summary>
    private void Keep(int node)
    {
        BitNode operation = _form.Network[node];
        if (_kept.ContainsKey(node) || operation.Kind is BitKind.None or BitKind.All)
        {
            return;
        }

        if (operation.Kind != BitKind.Slice)
        {
            Keep(operation.A);
            Keep(operation.B);
        }

        if (_uses[node] > 1 && operation.Kind != BitKind.Not)
        {
            Push(node);
            LocalBuilder local = _code.DeclareLocal(_vector);
            _code.Emit(OpCodes.Stloc, local);
            _kept.Add(node, local);
        }
    }

    private void Push(int node)
    {
        if (_kept.TryGetValue(node, out LocalBuilder? local))
        {
            _code.Emit(OpCodes.Ldloc, local);
            return;
        }

        BitNode operation = _form.Network[node];
        switch (operation.Kind)
        {
            case BitKind.None:
                Call("get_Zero");
                break;
            case BitKind.All:
                Call("get_AllBitsSet");
                break;
            case BitKind.Slice:
                _code.Emit(OpCodes.Ldloc, _bits);
                Number(operation.A * ColumnSlices.GroupWords * Word);
                _code.Emit(OpCodes.Add);
                _code.Emit(OpCodes.Unaligned, (byte)1);
                _code.Emit(OpCodes.Ldobj, _vector);
                break;
            case BitKind.Not:
                Push(operation.A);
                Call("op_OnesComplement");
                break;
            default:
                Push(operation.A);
                Push(operation.B);
                Call(operation.Kind switch
                {
                    BitKind.And => "op_BitwiseAnd",
                    BitKind.Or => "op_BitwiseOr",
                    BitKind.Xor => "op_ExclusiveOr",
                    _ => throw new InvalidOperationException($"No such operation: {operation.Kind}."),
                });
                break;
        }
    }

    private void Call(string operation) =>
        _code.Emit(OpCodes.Call, _vector.GetMethod(operation, BindingFlags.Public | BindingFlags.Static) ?? throw new InvalidOperationException($"No such operation: {operation}."));

    private void Number(int number)
    {
        _code.Emit(OpCodes.Ldc_I4, number);
        _code.Emit(OpCodes.Conv_I);
    }

    private void Multiply(int factor)
    {
        Number(factor);
        _code.Emit(OpCodes.Mul);
    }
}
