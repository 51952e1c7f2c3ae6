using System.Diagnostics.CodeAnalysis;

namespace Mantle.Policy;

/// <summary>Parses policy documents: <c>PolicyDocument.Parse</c> and <c>PolicyDocument.TryParse</c>.</summary>
/// <remarks>These are extension methods, so that the document does not depend on its parser.</remarks>
public static class PolicyDocumentParsing
{
    extension(PolicyDocument)
    {
        /// <summary>Parses a document.</summary>
        /// <param name="json">The text; at most 400,000 characters.</param>
        /// <param name="document">The document; null if the text is not a policy.</param>
        /// <param name="problems">The problems in document order; empty on success.</param>
        public static bool TryParse(
            string json,
            [NotNullWhen(true)] out PolicyDocument? document,
            out IReadOnlyList<PolicyProblem> problems
        )
        {
            ArgumentNullException.ThrowIfNull(json);
            document = PolicyParser.Parse(json, out problems);
            return document is not null;
        }

        /// <summary>Parses a valid document.</summary>
        /// <exception cref="FormatException">The text is not a policy. The message has the first problem and its position.</exception>
        public static PolicyDocument Parse(string json) =>
            TryParse(json, out var document, out var problems)
                ? document
                : throw new FormatException(
                    $"{problems[0].Message} Line {problems[0].Line}, column {problems[0].Column}: " + $"{problems[0].Detail}"
                );
    }
}
