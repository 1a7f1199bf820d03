"""From a plan and what is known to findings: questions, the engines that decide them, and the judge."""
