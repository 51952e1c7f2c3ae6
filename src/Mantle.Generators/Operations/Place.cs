namespace Mantle.Generators;

/// <summary>A position in the code.</summary>
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
