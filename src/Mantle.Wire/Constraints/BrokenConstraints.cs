namespace Mantle.Wire;

/// <summary>The messages of <see cref="ConstraintStyle.Reason"/>.</summary>
static class BrokenConstraints
{
    // AWS's message is known for a pattern only. For the other reasons the text of the API reference is used.
    public static ApiException Reason(BrokenConstraint broken, string? member)
    {
        var (reason, message) = broken switch
        {
            BrokenConstraint.Required => ("INPUT_REQUIRED", "You must include a value for all required parameters."),
            BrokenConstraint.Enum => ("INVALID_ENUM", "You specified an invalid value."),
            // The API reference has such a reason for targets only.
            BrokenConstraint.Pattern when "targetId".Equals(member, StringComparison.OrdinalIgnoreCase) => (
                "INVALID_PATTERN_TARGET_ID",
                "You provided a value that does not match the required pattern."
            ),
            BrokenConstraint.Pattern => ("INVALID_PATTERN", "You provided a value that does not match the required pattern."),
            BrokenConstraint.MaxLength => ("MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed."),
            BrokenConstraint.MinLength => ("MIN_LENGTH_EXCEEDED", "You provided a string parameter that is shorter than allowed."),
            BrokenConstraint.MaxValue => ("MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed."),
            BrokenConstraint.MinValue => ("MIN_VALUE_EXCEEDED", "You provided a numeric parameter that has a smaller value than allowed."),
            _ => ("INVALID_LIST_MEMBER", "You provided a list to a parameter that contains at least one invalid value."),
        };
        return new ApiError("InvalidInputException", 400, Fault.Sender, message).With("Reason", reason).AsException();
    }
}
