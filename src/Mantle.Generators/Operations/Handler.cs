namespace Mantle.Generators;

/// <summary>What the generator keeps of a class marked <c>[Operation]</c>; equal to itself while the code means the same.</summary>
/// <param name="Module">The module that lists the operation: its namespace, a dot and its name.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Making">An expression that joins the class to its operation, as the module writes it.</param>
/// <param name="Problem">What is wrong with the class; null where nothing is.</param>
/// <param name="Place">Where the class is.</param>
sealed record Handler(string Module, string Operation, string Making, Problem? Problem, Place Place);

/// <summary>A diagnostic to report, with its arguments.</summary>
sealed record Problem(string Id, string First, string Second = "");

/// <summary>Where in the code.</summary>
sealed record Place(string File, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static Place Of(Microsoft.CodeAnalysis.Location location)
    {
        var span = location.GetLineSpan();
        return new(
            span.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            span.StartLinePosition.Line,
            span.StartLinePosition.Character,
            span.EndLinePosition.Line,
            span.EndLinePosition.Character
        );
    }

    public Microsoft.CodeAnalysis.Location ToLocation() =>
        Microsoft.CodeAnalysis.Location.Create(File, new(Start, Length), new(new(StartLine, StartColumn), new(EndLine, EndColumn)));
}
