using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>Every rule.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticDescriptor> List { get; } =
    [
        BenchmarkRules.NotPartial, BenchmarkRules.Generic, BenchmarkRules.Unreachable, BenchmarkRules.NoSlice, BenchmarkRules.NoModel,
        BenchmarkRules.NoScore, BenchmarkRules.TooFewSamples, BenchmarkRules.NotStatic, BenchmarkRules.DuplicateBenchmark,
        BenchmarkRules.EmptyId, BenchmarkRules.ReservedName, BenchmarkRules.DuplicateModel, BenchmarkRules.MalformedExtra,
        BenchmarkRules.InferenceOutOfRange, BenchmarkRules.MalformedId, BenchmarkRules.AnotherOwnId,
        SliceRules.Signature, SliceRules.Duplicate, SliceRules.ItemType, SliceRules.MalformedDimension, SliceRules.UnknownPrompt,
        SliceRules.UnknownFamily, SliceRules.UnknownScore, SliceRules.MissingFile,
        PromptRules.Signature, PromptRules.NotPartial, PromptRules.Duplicate, PromptRules.NoMessage, PromptRules.UnknownPlaceholder,
        PromptRules.MalformedTemplate, PromptRules.NoText,
        MessageRules.Empty, MessageRules.ModelsTurn, MessageRules.MalformedVariable, MessageRules.ImageForm, MessageRules.NoPrompt, MessageRules.UnusedVariable,
        MessageRules.ExampleSource, MessageRules.ExampleType, MessageRules.ExampleQuestion, MessageRules.PartialWithoutPrompt,
        ParseRules.Signature, ParseRules.Duplicate,
        ParseRules.UnknownFallback, ParseRules.FallbackType, ParseRules.FallbackCircle, ParseRules.NeverFallsBack, ParseRules.Unread,
        ScoreRules.Signature, ScoreRules.NotNumeric, ScoreRules.Duplicate, ScoreRules.UnknownParse, ScoreRules.ParseMismatch,
        ScoreRules.Ambiguous, ScoreRules.UnknownGateScore, ScoreRules.GateConflict,
        ScoreRules.MetricMember, ScoreRules.TwoExplanations, ScoreRules.TwiceUnparsed, ScoreRules.UnknownReduction, ScoreRules.TooFewForReduction, ScoreRules.SliceSignature,
        ScoreRules.IgnoresParse, ScoreRules.HeldToChance, ScoreRules.Blocks, ScoreRules.UnknownGateMetric,
        ScoreRules.UnknownGateModel, ScoreRules.LimitConflict, ScoreRules.TooFewItems,
        EngineRules.Signature, EngineRules.Duplicate, EngineRules.Unknown,
        QueryRules.Contradiction, QueryRules.UnknownField, QueryRules.MalformedFilter, QueryRules.TypedProjection, QueryRules.CaseMismatch,
        QueryRules.UnknownParameter, QueryRules.Repeated,
        InferenceRules.EqualSets, InferenceRules.NamedExtra, InferenceRules.GridValues, InferenceRules.ResponseType,
        IncludeRules.NotIncludable, IncludeRules.Conflict, IncludeRules.Inaccessible, IncludeRules.Nothing, IncludeRules.ContainerNotPartial,
        ToolRules.Signature, ToolRules.Duplicate, ToolRules.NoDescription, ToolRules.Unknown, ToolRules.Unused,
        ToolRules.ServerSignature, ToolRules.ServerDuplicate, ToolRules.UnknownServer, ToolRules.UnusedServer,
        HookRules.Signature, HookRules.Duplicate,
        JudgeRules.Signature, JudgeRules.Duplicate, JudgeRules.Unread, JudgeRules.Unknown, JudgeRules.NoJudge,
        ExperimentRules.NoGate, ExperimentRules.Both,
        TestRules.NoAdapter, TestRules.SeveralAdapters, TestRules.UnknownFramework,
    ];
}
