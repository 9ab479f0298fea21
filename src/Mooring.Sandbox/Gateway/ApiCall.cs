namespace Mooring.Sandbox.Gateway;

/// <summary>One request, read as one API understands it, not checked yet.</summary>
public abstract class ApiCall
{
    /// <summary>The action it names; null when it names none.</summary>
    public abstract string? Action { get; }

    /// <summary>The key id it names; null when it names none.</summary>
    public abstract string? Account { get; }

    /// <summary>Its business parameters as a JSON object, without keys, signature and token.</summary>
    public abstract string ParametersJson { get; }

    /// <summary>Checks and carries it out.</summary>
    public abstract ApiAnswer Answer();

    /// <summary>Refuses it with an error of the API, unchecked: a fault.</summary>
    /// <param name="code">The API's code; null for the one that means "try again".</param>
    /// <param name="status">The HTTP status; null for the one that belongs to the code.</param>
    public abstract ApiAnswer Refuse(string? code, int? status);
}
