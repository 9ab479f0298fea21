using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Services.Machine;

namespace Mooring.Services;

/// <summary>What is known when a service is to be made.</summary>
/// <param name="Configuration">What it is to run on.</param>
/// <param name="Program">The running program, absolute.</param>
/// <param name="Environment">What the process was given.</param>
/// <param name="Facts">The machine.</param>
/// <param name="Language">The language of its messages.</param>
internal sealed record ServiceWish(
    MooringConfiguration Configuration, string Program, ProcessEnvironment Environment, MachineFacts Facts, Language Language);
